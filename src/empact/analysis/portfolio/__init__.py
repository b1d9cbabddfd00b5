"""Several plans together: resolve links, measure coverage, and trace actions from plan to plan."""
