"""Progress: what the reports about plans add up to, action by action and KPI by KPI."""
