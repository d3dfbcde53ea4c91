"""Forms over a masked sentence, compiled: `{s:C} {tv:buy} {det}{desc}{o+:CA}` to an expression.

`{s:C}` is a name of these kinds, `{o+:CA}` a list of such, `{x:P}` one that is no end; `{t:list}`
the trigger word, of a lexicon or as given, `{w:list}` any word of a lexicon, `{tv:buy|take over}`
and `{v:buy}` all forms of verbs; the other words in braces are below.
"""

from __future__ import annotations

import re

from kg.extract.inflect import forms

_STOP = (
    "of|in|on|by|to|for|with|from|at|and|or|but|that|which|who|whose|is|was|are|were|be|has|have|"
    "had|said|says|will|would|as|than|not|it|he|she|they|when|while|after|before|against|into|"
    "the|a|an|its|their|his|her|this|"
    "past|near|like|amid|during|via|per|without|within|across|along|around|behind|beyond|toward|"
    "opposite|beside|inside|outside|unlike|alongside|against|towards|upon|out|up|down|over|between|about|despite|because|if|unless|where|since|under|through|told|according"
)
_WORD = rf"(?:(?!(?:{_STOP}) )(?:~|[^\W\d_@][^\s@]*|[$€£¥]?\d[^\s@]*|[$€£¥%]|@\d+[GL](?: 's)?) )"
# Words between the names of a list: no other name, no hyphen compound ("A and B-based C").
_PLAIN = rf"(?:(?!(?:{_STOP}) )[^\W\d_@][^\s@]* (?!~))"
_AUX = (
    "has|have|had|is|was|are|were|also|now|already|will|would|may|might|could|can|to|be|been|being|"
    "reportedly|currently|not|never|n't|it|said|that|today|once|first|which|who|agreed|agrees|agree|"
    "plans|plan|planned|wants|expects|continues|began|started|stopped|set|ready|due|about|in talks|"
    "going|helping|helped"
)
_ABOUT = (
    "more than|less than|as much as|as many as|up to|at least|close to|about|some|around|nearly|"
    "almost|over|roughly|an additional|another|a further|an initial|the remaining|the first|"
    "the last|a first|a final|a total of|the equivalent of|an extra|a combined"
)
_CURRENCY = "(?:(?:us|a|c|hk|s|nt)?[$€£¥₹]|rmb|usd|eur)"
_SCALE = "m|mn|bn|k|tn|million|billion|trillion|crore|lakh"
_COIN = "dollars?|euros?|pounds?|yen|yuan|won|rupees|francs|kronor|kroner|rubles|roubles"
_LIST = 24  # names of a list after the first; longer ones are indexes, and cost time
_ANY = "CAPGBOLW"
_NAME = r"@\d+[{kinds}]"
# "TikTok parent company ByteDance": the name meant is the one behind.
_PARENT = (
    r"(?:@\d+[CAO] (?:'s )?(?:parent|owner|maker|unit|subsidiary|affiliate|division|arm|brand|"
    r"offshoot|spin ~ off|developer|operator)(?: company)? )?"
)
_MACROS = {
    "det": "(?:(?:the|a|an|its|their|his|her|our|this|one of|part of) )*",
    "mods": _WORD + "{0,6}?",
    "desc": _WORD + "{0,6}?(?:(?:, )?(?:such as|including) (?:the )?)?" + _PARENT,
    "gap": r"(?:(?!@\d+[CAOP])\S+ ){0,14}?",
    "few": _WORD + "{0,2}?",
    "be": "(?:(?:is|was|are|were)(?: (?:not|n.t))?|has been|has never been|became|becomes|remains)",
    "comma": "(?:, )?",
    # What stands between a subject and its verb: auxiliaries, and "agreed to", "plans to".
    "aux": rf"(?:(?:{_AUX}|[a-z]+ly) ){{0,5}}",
    # Numbers that need not be there, a sum of money, and words that name nobody.
    "about": rf"(?:(?:{_ABOUT}) )*",
    "sum": (
        rf"(?:{_CURRENCY} ?\d[\d.,]*(?: ?(?:~ )?(?:{_SCALE}))?"
        rf"|\d[\d.,]*(?: ?(?:~ )?(?:{_SCALE}))(?: (?:us )?(?:{_COIN}))?|\d[\d.,]* (?:{_COIN}))"
    ),
    "fill": r"(?:(?!@\d+[CAOPB])[^ .;,]+ ){0,5}?",
}


def form(text: str, lexicon: dict[str, tuple[str, ...]] | None = None) -> re.Pattern[str]:
    """Compile a form: macros are written out, and it begins and ends at a blank."""
    full = re.sub(r"\{([a-z]+)(\+?)(?::([^{}]+))?\}", lambda m: _macro(m, lexicon or {}), text)
    # A sign of a name must not be matched from its middle.
    # One before a hyphen is part of a word: "a ChatGPT-like app".
    return re.compile(r"(?<!\S)" + full + r"(?!\S)(?! ~ )")


def _macro(found: re.Match[str], lexicon: dict[str, tuple[str, ...]]) -> str:
    name, many, given = found[1], found[2], found[3]
    if name in ("s", "o", "x"):
        one = _NAME.format(kinds=given or _ANY)
        if not many:
            return rf"(?P<{name}>{one})" if name != "x" else one
        # Joined names may each have a few words before them: "A, the Japanese firm B and C".
        glue = r"(?: (?:, and|, or|,|and|or|&|as well as|along with|together with))"
        # "fined A €5 million and B €2 million"
        sum_ = r"(?:(?: [$€£¥])? \d[\d.,]*(?: (?:million|billion))?(?: (?:euros|dollars))?)?"
        more = rf"(?:{sum_}{glue} (?:the )?(?:@\d+[GL] ~ based )?{_PLAIN}{{0,4}}?{one})"
        return rf"(?P<{name}>{one}{more}{{0,{_LIST}}})"
    if name == "t":
        words = lexicon.get(given) or given.split("|")
        inner = "|".join(sorted(words, key=len, reverse=True))
        return rf"(?P<t>{inner})"
    if name in ("v", "tv"):
        every = [f for w in lexicon.get(given) or given.split("|") for f in forms(w)]
        inner = "|".join(sorted(every, key=len, reverse=True))
        return rf"(?P<t>{inner})" if name == "tv" else rf"(?:{inner})"
    if name == "w":
        inner = "|".join(sorted(lexicon[given], key=len, reverse=True))
        return rf"(?:{inner})"
    return _MACROS[name]
