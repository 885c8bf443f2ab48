using System.CommandLine;

namespace CsMl.Local.Commands;

/// <summary>The option for the folder of the embedded store, identical for all commands that have one.</summary>
internal static class DataOption
{
    public static Option<string> Create() =>
        new("--data")
        {
            Description = "Folder of the embedded store",
            HelpName = "DIR",
            DefaultValueFactory = _ => LocalApp.DefaultDataDirectory,
        };
}
