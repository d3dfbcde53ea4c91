// title: Which officials lead, own or founded companies, and who regulates those
// group: people
// params: as_of: date = none, limit: int = 100
// returns: person, person_id, office, body, tie, company, company_id, regulators, sources, edges
MATCH (p:Person)-[o:LEADS|AFFILIATED_WITH]->(body:Entity)
WHERE body:Government OR body:PublicBody
MATCH (p)-[t:LEADS|OWNS|FOUNDED]->(c:Entity)
WHERE c:Company OR c:App
OPTIONAL MATCH (by:Entity)-[m:REGULATES]->(c)
WITH p, o, body, t, c, collect(DISTINCT by.name) AS regulators, collect(DISTINCT m.id) AS measures
RETURN p.name AS person, p.id AS person_id, o.role AS office, body.name AS body,
       type(t) AS tie, c.name AS company, c.id AS company_id, regulators,
       CASE WHEN o.sources < t.sources THEN o.sources ELSE t.sources END AS sources,
       [o.id, t.id] + measures AS edges
ORDER BY sources DESC, person_id, company_id, body, tie LIMIT $limit
