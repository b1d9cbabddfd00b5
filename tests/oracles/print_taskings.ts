// Prints, as JSON, what each party has to do in a plan, from the JSON of the plan in fields and from nothing else.
//
//     node print_taskings.js PLAN-fields.json
//
// The types come from the schema (empact schema --of resolved-plan). No text of the plan is parsed.

import { readFileSync } from "node:fs";
import type { ResolvedAction, ResolvedMilestone, ResolvedParty, ResolvedPeriod, ResolvedPlan, Span } from "./resolved-plan";

type List = "leads" | "co_leads" | "cooperates" | "joins" | "joins_through";

interface Day extends Span {
  text: string;
  certain: boolean;
}

interface Task {
  list: List;
  action: string;
  activity: string;
  days: Day[];
}

interface Tasking {
  party: string;
  name: string;
  tasks: Task[];
  possible: string[];
  roles: string[];
}

function listOf(item: ResolvedParty): List {
  switch (item.role) {
    case "leader":
      return "leads";
    case "co-leader":
      return "co_leads";
    case "cooperating":
      return "cooperates";
    default:
      return item.determinacy === "named" ? "joins" : "joins_through";
  }
}

/** The days that both have in common; dates in ISO 8601 are ordered as texts. */
function common(one: Span, other: Span): Span | null {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  return start <= end ? { start, end } : null;
}

function daysOf(action: ResolvedAction, item: ResolvedParty, times: Span[]): Day[] {
  const sure = !action.tentative && !action.suspended && !item.tentative && item.condition === undefined;
  const dated: (ResolvedPeriod | ResolvedMilestone)[] = [...action.timing.periods, ...action.timing.milestones];
  return dated.flatMap(({ text, days, windows }) => {
    if (days.length === 0) return windows.map((window) => ({ text, ...window, certain: false })); // outside the plan
    return days.flatMap(({ span, certain }) =>
      times.flatMap((time) => {
        const inside = common(span, time);
        return inside === null ? [] : [{ text, ...inside, certain: certain && sure }];
      }),
    );
  });
}

function timesOf(item: ResolvedParty, code: string): Span[] {
  return item.spans.filter(({ parties }) => parties.includes(code)).map(({ span }) => span);
}

/** Whether an open group ("Relevant MS") may mean a party: of its kind, not named for all of the time. */
function mayMean(action: ResolvedAction, item: ResolvedParty, code: string, kind: string): boolean {
  if (item.determinacy !== "open" || !item.group?.kinds.some((each) => each === kind)) return false;
  const { start, end } = action.timing;
  const named = [...action.leaders.items, ...action.participants.items].flatMap((other) => timesOf(other, code));
  return !named.some((span) => start !== undefined && end !== undefined && span.start <= start && end <= span.end);
}

function taskingOf(plan: ResolvedPlan, code: string): Tasking {
  const party = plan.parties.find((each) => each.code === code);
  if (party === undefined) throw new Error(`The plan does not mean ${code}.`);
  const tasks: Task[] = [];
  const possible = new Set<string>();
  for (const action of plan.actions) {
    for (const item of [...action.leaders.items, ...action.participants.items]) {
      const { id, activity } = action;
      const times = timesOf(item, code);
      if (times.length > 0) tasks.push({ list: listOf(item), action: id, activity: activity.text, days: daysOf(action, item, times) });
      if (mayMean(action, item, code, party.kind)) possible.add(id);
    }
  }
  const heads = [plan.oversight, plan.driver, plan.co_drivers, plan.drafters, plan.support].flatMap((cell) => cell.items);
  const roles = heads.filter((item) => item.parties.includes(code)).map((item) => item.role);
  return { party: code, name: party.name, tasks, possible: [...possible], roles: [...new Set(roles)] };
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("Name the file of the plan in fields.");
const plan: ResolvedPlan = JSON.parse(readFileSync(file, "utf-8"));
console.log(JSON.stringify(plan.parties.map(({ code }) => taskingOf(plan, code)), null, 2));
