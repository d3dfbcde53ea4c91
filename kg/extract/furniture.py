"""Page furniture: the lines around an article that say nothing of the world."""

from __future__ import annotations

import re

_FURNITURE = re.compile(
    r"""^\W*(?:
    loading\ the\ .*player | your\ browser\ does\ not\ support | (?:click\ )?(?:play|pause
      |mute)\b.{0,40}$
  | listen\ to\ (?:this|the)\ (?:article|story|episode).* | \d+\ min(?:ute)?s?\ (?:read|listen)\W*$
  | (?:great|success|welcome\ back|thanks?|thank\ you|almost\ done|check\ your\ (?:email
      |inbox))\s*[!.,].{0,120}
  | you(?:'ve|\ have)\ successfully\ .* | (?:your\ )?(?:billing|account
      |payment)\ .{0,40}(?:updated|activated|not).*
  | .*\b(?:magic\ link|sign[\ -]in\ link|confirm\ your\ subscription)\b.*
  | (?:sign|log)\ ?(?:up|in|out)\b.{0,90}$ | register\ (?:now|for\ free)\b.* | create\ (?:a\ free
      |an)\ account.*
  | (?:please\ )?subscribe\b.{0,110}$ | already\ (?:a\ subscriber|have\ an\ account).*
      | manage\ (?:your\ )?subscription.*
  | (?:get|receive)\ .{0,60}\b(?:newsletter|inbox|daily\ brief)\b.* | (?:our|the|join\ (?:our
      |the))\ .{0,40}newsletter\b.{0,80}$
  | join\ (?:us\ on|our|\d[\d,]*\ (?:readers|subscribers)).* | unsubscribe\b.*
  | (?:we|this\ (?:site|website)|our\ (?:site|website))\ uses?\ cookies.* | (?:accept|reject
      |manage)\ (?:all\ )?cookies.*
  | by\ (?:continuing|clicking|signing\ up|subscribing)\b.* | cookie\ (?:policy|settings
      |preferences).*
  | (?:share|tweet|print|email|copy\ link|save|bookmark|comments?|leave\ a\ (?:comment
      |reply))(?:\ (?:this|on|via|to|it|the|article|story|facebook|twitter|x|linkedin|whatsapp
      |email|reddit|telegram|page|link|\d+|/|\||,|&|and))*\W*$
  | (?:facebook|twitter|linkedin|whatsapp|reddit|telegram|instagram|youtube|email
      |x)(?:[\s|,/•·]+(?:facebook|twitter|linkedin|whatsapp|reddit|telegram|instagram|youtube
      |email|x|rss|print|copy\ link))+\W*$
  | follow\ (?:us|me|@?\w+)\b.{0,60}$ | (?:read|see|view|show|load|learn)\ (?:more|less|all|next
      |also|full\ (?:story|article))\b.{0,100}$
  | (?:related|recommended|popular|trending|latest|more|top|you\ may\ also\ like
      |you\ might\ like)\ ?(?:stories|articles|posts|news|reading|topics|content|from\ .{0,40}
      |in\ .{0,30})?\W*$
  | (?:advertisement|sponsored(?:\ content)?|promoted|ad|skip\ to\ (?:main\ )?content
      |back\ to\ top|table\ of\ contents|contents|menu|search|home|next|previous|close)\W*$
  | (?:copyright\ (?:©|\(c\)|\d{4})|©|\(c\)\s(?:copyright|\d{4})).*| all\ rights\ reserved.*
      | (?:terms\ (?:of\ (?:use|service)|and\ conditions)|privacy\ policy)\b.{0,80}$
  | (?:topics?|tags?|filed\ under|categories|category)\s*:.{0,200}$
  | (?:have\ an\ opinion|got\ a\ tip|send\ (?:us\ )?(?:tips|feedback)).{0,120}$
  | (?:enjoyed\ this|if\ you\ (?:liked|enjoyed)).{0,140}$
    )[\s.…]*$""",
    re.I | re.X | re.S,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(
    rf"^\W*(?:(?:published|updated|posted|last\ (?:modified|updated)|first\ published"
    rf"|date)\b\W*(?:on|at)?\W*)?"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}})\b.{{0,40}}$",
    re.I,
)
_BYLINE = re.compile(
    r"^\W*(?:(?:by|written\ by|words\ by|story\ by)\s+[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,4}"
    r"(?:(?:,|\s+and|\s*&|\s*\|)\s.{0,120})?$|(?:(?:additional\ )?(?:reporting|writing"
    r"|editing)\ by\b"
    r"|(?:authors?|editors?|reporters?|contact|media\ contacts?|press\ contacts?)\s*:"
    r"|this\ (?:article|story|post)\ (?:was\ )?(?:first|originally)?\ ?(?:appeared"
    r"|published|written)\b"
    r"|(?:sources?|via|read\ the\ original)\s*:).{0,260}$)".replace("\\ ", " "),
    re.I,
)
_CAPTION = re.compile(
    r"^\W*(?:(?:file )?(?:photo|image|picture|photograph|illustration|graphic|video"
    r"|figure|caption|credit)s?"
    r"(?: \d+)?\s*(?::|by\b|courtesy\b|/).{0,300}|.{0,300}\((?:photo|image|picture|credit"
    r"|ap photo|file photo)\b[^)]*\)"
    r"|.{0,300}(?:getty images|/ ?(?:afp|ap|reuters|epa|shutterstock|bloomberg)|via"
    r" (?:reuters|ap|getty))\W*)$",
    re.I,
)
_DATELINE = re.compile(
    r"^\W*(?:[A-Z][A-Z.'/-]+(?:[ ,]+[A-Z][A-Z.'/-]+){0,4}(?:, [A-Z][a-z]+\.?(?: [A-Z][a-z]+)?)?"
    r"(?:,? (?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:,? \d{4})?))?"
    r"(?:,? ?\([A-Za-z][A-Za-z ./]{1,30}\))?,? ?(?:--|[-–—]) ?"
    r"|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}(?:, [A-Z][\w.]+)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? "
    r"\((?:Reuters|AP|AFP|Bloomberg|Xinhua|dpa|ANI|PTI|IANS|UPI|TASS|Kyodo|Yonhap|RFE/RL"
    r"|VOA)\) ?(?:--|[-–—]) ?)"
)


def is_furniture(line: str) -> bool:
    """Say whether a line is a sign-up, share, player, cookie, menu or similar line."""
    return len(line) <= 400 and _FURNITURE.match(line) is not None


def is_byline(line: str) -> bool:
    """Say whether a line names who wrote, edited or first published, or is a date alone."""
    return len(line) <= 300 and bool(_BYLINE.match(line) or _DATE_LINE.match(line))


def is_caption(line: str) -> bool:
    """Say whether a line is the caption or credit of a picture."""
    return len(line) <= 400 and _CAPTION.match(line) is not None


def dateline(paragraph: str) -> int:
    """Give the length of the dateline a paragraph opens with: "BRUSSELS (Reuters) - "."""
    match = _DATELINE.match(paragraph[:140])
    return match.end() if match else 0
