// title: Who went between government and industry
// group: people
// params: as_of: date = none, limit: int = 100
// returns: person, person_id, body, office, left, company, role, joined, sources, edges
MATCH (p:Person)-[g:LEADS|AFFILIATED_WITH|CLAIMED]->(body:Entity)
WHERE (body:Government OR body:PublicBody) AND g.polarity = 'asserted'
  AND g.predicate IN ['LEADS', 'AFFILIATED_WITH'] AND (g.live OR g.status = 'former')
MATCH (p)-[c:LEADS|AFFILIATED_WITH|FOUNDED]->(firm:Entity)
WHERE firm:Company OR firm:App
RETURN p.name AS person, p.id AS person_id, body.name AS body, g.role AS office,
       g.until AS left, firm.name AS company, c.role AS role,
       coalesce(c.since, c.first_reported) AS joined,
       CASE WHEN g.sources < c.sources THEN g.sources ELSE c.sources END AS sources,
       [g.id, c.id] AS edges
ORDER BY sources DESC, person_id, edges LIMIT $limit
