"""``empact links``: the links of plans in both directions, with the state of each."""

from __future__ import annotations

from empact.analysis import LinkSurvey, PortfolioContext
from empact.analysis import links as survey_links
from empact.cli.result_command import result_command


@result_command("links")
def links(context: PortfolioContext) -> LinkSurvey:
    """Show the links of plans in both directions, with the state of each.

    \b
    reciprocated   the other end links back
    one-way        the other end could link back, but does not
    open           the other end has no actions, or its links are withheld
    not-loaded     the plan at the other end is not loaded: add it to the call
    missing        there is no such goal, action or priority
    only-in-prose  the text mentions it, but there is no link

    \b
    empact links plan.yaml
    empact links plans/ oap-c-2012
    """
    return survey_links(context)
