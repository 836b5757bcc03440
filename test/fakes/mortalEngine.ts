// Stands for the engine where only its life matters: it lives until whoever started it lets go, or it is killed.
process.on('disconnect', () => { process.exit(0); });
process.on('message', () => undefined);
