"""The practice server's patience, where the contract is played."""

from automations.practice.scenario import Delays

DELAYS = Delays(slow=0.3, hydrate=0.8, save=0.8, reverts=3600)
