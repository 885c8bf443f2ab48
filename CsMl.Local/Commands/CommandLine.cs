using System.CommandLine;

namespace CsMl.Local.Commands;

/// <summary>Everything that can be typed; with no command given, the app serves.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("Tells which accounts are about to leave, why, and what to do today.")
        {
            ServeCommand.Create(clock),
            ScoreCommand.Create(clock),
            BacktestCommand.Create(clock),
            ImportCommand.Create(clock),
            NightlyCommand.Create(clock),
        };
        ServeCommand.AddTo(root, clock);
        return root;
    }
}
