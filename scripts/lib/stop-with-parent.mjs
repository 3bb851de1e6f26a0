// Loaded into the server before its own code. If the process that started it is gone, even by kill -9, the server
// stops as if asked to: nothing keeps listening behind a `npm start` that nobody sees any more.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
