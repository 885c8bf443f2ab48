using System.CommandLine;

namespace CsMl.Local.Commands;

/// <summary>Where the embedded store lies: the same option for every command that has one.</summary>
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
