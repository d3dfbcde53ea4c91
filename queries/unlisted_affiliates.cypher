// title: Which owned affiliates of a listed or sanctioned firm are not listed themselves
// group: risk
// params: id: entity = none, as_of: date = none, limit: int = 100
// returns: firm, firm_id, by, measure, affiliate, affiliate_id, chain, sources, edges
MATCH (by:Entity)-[m:REGULATES]->(firm:Entity)
WHERE m.measure IN ['export_control', 'sanction', 'designate', 'ban']
  AND ($id IS NULL OR firm.id = $id)
MATCH path = (firm)-[:OWNS*1..4]->(affiliate:Entity)
WHERE NOT (by)-[:REGULATES]->(affiliate)
WITH by, m, firm, affiliate, path, relationships(path) AS links
RETURN firm.name AS firm, firm.id AS firm_id, by.name AS by, m.measure AS measure,
       affiliate.name AS affiliate, affiliate.id AS affiliate_id,
       [n IN nodes(path) | n.name] AS chain,
       reduce(least = m.sources, r IN links | CASE WHEN r.sources < least THEN r.sources ELSE least END) AS sources,
       [m.id] + [r IN links | r.id] AS edges
ORDER BY firm_id, affiliate_id, edges LIMIT $limit
