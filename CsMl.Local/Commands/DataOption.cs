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

    /// <summary>Opens the store in the folder.</summary>
    /// <exception cref="BadArgumentException">The path is a file.</exception>
    public static LocalStore Open(string folder, bool mustExist = false) =>
        File.Exists(folder)
            ? throw new BadArgumentException($"--data '{folder}' is a file; name a folder for the store.")
            : LocalApp.OpenStore(folder, mustExist: mustExist);
}
