"""How well articles are read: annotated text against what an extractor says of it.

gold      sentences and articles with what they state, written by people
answer    what an extractor made of one text
compare   one text: what is right, wrong, missed
scores    many texts: figures
report    figures as tables; `page` and `plot` as a page of the documents
"""
