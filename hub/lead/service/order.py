"""The rule of the order: what it is, how it would have ordered the last day, and a new one."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.lead import rules, schemas
from hub.lead.rules import RuleChanged
from hub.lead.texts import guarantee
from hub.queue import service as queue
from hub.queue.rules import OrderRule, Replayed, order_rule
from hub.sites import service as sites
from wire.ids import SiteId

log = logging.getLogger("hub.lead")

MOST_SHOWN: Final = 20
"""Nobody reads more rows to see what a rule does; what it does to all stands above them."""


def current(session: Session, site: SiteId) -> schemas.Rule:
    """The rule as it is. Raises UnknownSite."""
    return _told(queue.rule(session, site))


def wished(said: Mapping[str, Any]) -> OrderRule:
    """The rule that somebody wishes for. Raises InvalidRule, which names the field."""
    return order_rule(said)


def preview(session: Session, site: SiteId, rule: OrderRule, *, now: datetime) -> schemas.Preview:
    """The last day on which anybody came, by the rule that was and by this one."""
    found = queue.preview(session, site, rule, now=now)
    visits = found.visits
    return schemas.Preview(
        day=found.day,
        everybody=_compared(visits),
        appointments=_compared(tuple(one for one in visits if one.appointment)),
        walk_ins=_compared(tuple(one for one in visits if not one.appointment)),
        changed=tuple(_changed(one) for one in rules.most_changed(visits, MOST_SHOWN)),
    )


def store(
    change: Change, who: Principal, rule: OrderRule, version: str, now: datetime
) -> schemas.Rule:
    """From now on people are called by this rule; whoever waits gets the place that it gives.

    `version` is of the rule that was looked at. Raises RuleChanged.
    """
    before = queue.rule(change.session, change.site)
    if version != _version(before):
        raise RuleChanged
    sites.set_order_rule(change, asdict(rule))
    queue.reorder(change, now=now)
    queue.publish_boards(change, now=now)
    moved = {
        name: [value, asdict(rule)[name]]
        for name, value in asdict(before).items()
        if value != asdict(rule)[name]
    }
    extra = {"site": change.site, "by": who.login, "changed": moved}
    log.info("order_rule_changed", extra=extra)
    return _told(rule)


def _told(rule: OrderRule) -> schemas.Rule:
    return schemas.Rule(rule=asdict(rule), version=_version(rule), guarantee=guarantee(rule.bound))


def _version(rule: OrderRule) -> str:
    """Two rules that order alike have the same."""
    text = json.dumps(asdict(rule), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _compared(visits: tuple[Replayed, ...]) -> schemas.Comparison:
    found = rules.compare(visits)
    return schemas.Comparison(
        was=schemas.Side(**vars(found.was)), would=schemas.Side(**vars(found.would)),
        sooner=found.sooner, later=found.later, same=found.same,
    )  # fmt: skip


def _changed(one: Replayed) -> schemas.Changed:
    waited, would = one.waited, one.would_wait
    return schemas.Changed(
        number=one.number,
        appointment=one.appointment,
        waited=int(waited.total_seconds() // 60) if waited else 0,
        would_wait=int(would.total_seconds() // 60) if would else 0,
    )
