const { loadKnowledge } = await import('../src/load-knowledge.ts');
try { await loadKnowledge('config/knowledge/'); console.log('ok'); } catch (e) { console.log(e.problems ? e.problems.join('\n') : e); }
