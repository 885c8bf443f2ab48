using System.CommandLine;
using System.CommandLine.Help;
using CsMl.Local.Commands;

var root = new RootCommand("Tells which accounts are about to leave, why, and what to do today.")
{
    ScoreCommand.Create(TimeProvider.System),
    BacktestCommand.Create(TimeProvider.System),
};
root.SetAction(parsed => new HelpAction().Invoke(parsed));

return await root.Parse(args).InvokeAsync();
