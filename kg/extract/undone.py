"""Verbs that call a thing off or put it off by their particle: "voted down", "put back"."""

from __future__ import annotations

from spacy.tokens import Token

_PARTICLES = {
    "vote": ("down",),
    "turn": ("down",),
    "call": ("off",),
    "fall": ("through", "apart"),
    "throw": ("out",),
    "knock": ("back",),
}


def voted_down(verb: Token) -> bool:
    """Say whether something came to nothing: "voted down", "turned down", "called off"."""
    particle = _PARTICLES.get(verb.lemma_)
    return particle is not None and any(c.lower_ in particle for c in verb.children)


def given_up(verb: Token) -> bool:
    """Say whether something is let go of: "gave up its purchase of"."""
    return verb.lemma_ == "give" and any(c.lower_ == "up" for c in verb.children)


def progressing(verb: Token) -> bool:
    """Say whether something is being done: "is looking"."""
    return verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children)


def put_off(verb: Token) -> bool:
    """Say whether something is yet to come: "put off", "pushed back", "kicked down the road"."""
    off = {"put": ("off", "back"), "push": ("back",), "hold": ("off",)}.get(verb.lemma_, ())
    return any(c.lower_ in off for c in verb.children)
