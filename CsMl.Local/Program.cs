using System.CommandLine;
using CsMl.Local.Commands;

var clock = TimeProvider.System;
var root = new RootCommand("Tells which accounts are about to leave, why, and what to do today.")
{
    ServeCommand.Create(clock),
    ScoreCommand.Create(clock),
    BacktestCommand.Create(clock),
    ImportCommand.Create(clock),
    NightlyCommand.Create(),
};
ServeCommand.AddTo(root, clock);

return await root.Parse(args).InvokeAsync();
