"""An address in, what its server answered out: the only place that opens connections out of a node."""

from __future__ import annotations

from pantau.net.address import Resolver, system_resolver
from pantau.net.endpoint import Endpoint, EndpointAnswer, EndpointRules, Secret
from pantau.net.fetcher import Fetcher
from pantau.net.timing import SystemTimer, Timer, utc_now
from pantau.net.validators import FileValidators, MemoryValidators, Validator, Validators
from pantau.net.values import Answer, Fetched, FetchRules, Unchanged

__all__ = [
    "Answer",
    "Endpoint",
    "EndpointAnswer",
    "EndpointRules",
    "FetchRules",
    "Fetched",
    "Fetcher",
    "FileValidators",
    "MemoryValidators",
    "Resolver",
    "Secret",
    "SystemTimer",
    "Timer",
    "Unchanged",
    "Validator",
    "Validators",
    "system_resolver",
    "utc_now",
]
