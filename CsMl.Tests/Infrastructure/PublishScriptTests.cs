using CsMl.Tests.Docs;

namespace CsMl.Tests.Infrastructure;

/// <summary>infra/publish.sh, with programs in place of dotnet, zip and az that note their calls.</summary>
[Trait("Speed", "Slow")]
public sealed class PublishScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Calls => _folder.File("calls");

    [Fact]
    public async Task It_waits_while_the_roles_have_not_arrived()
    {
        var published = await PublishAsync(
            """
            [ $(grep -c "^az " "$CALLS") -ge 3 ] || { echo "InaccessibleStorageException: 403 (This request is not authorized)" >&2; exit 1; }
            echo deployed
            """
        );

        Assert.True(published.ExitCode == 0, published.Errors);
        Assert.Equal(3, AzCalls().Length);
        Assert.EndsWith("deployed\n", published.Output, StringComparison.Ordinal);
        Assert.Contains(
            "the app's roles have not reached the storage account yet",
            published.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_stops_at_any_other_refusal()
    {
        var published = await PublishAsync("""echo "ERROR: The Resource 'func' was not found." >&2; exit 3""");

        Assert.Equal(1, published.ExitCode);
        Assert.Single(AzCalls());
        Assert.Contains("was not found", published.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_gives_up_in_the_end_and_says_what_to_look_at()
    {
        var published = await PublishAsync("""echo "Forbidden" >&2; exit 1""");

        Assert.Equal(1, published.ExitCode);
        Assert.Equal(10, AzCalls().Length);
        Assert.Contains("Look whether the app's identity has its roles", published.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_of_the_published_app_goes_to_the_app_that_is_named()
    {
        await PublishAsync("exit 0");

        Assert.StartsWith(
            "az functionapp deployment source config-zip --resource-group group --name app --src ",
            Assert.Single(AzCalls()),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "dotnet publish CsMl.Functions --nologo -c Release -o ",
            File.ReadAllText(Calls),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _folder.Dispose();

    private string[] AzCalls() =>
        [.. File.ReadLines(Calls).Where(line => line.StartsWith("az ", StringComparison.Ordinal))];

    private async Task<FinishedProcess> PublishAsync(string az)
    {
        // The last argument of dotnet publish is the folder to write to.
        Write("dotnet", """mkdir -p "${@: -1}" """);
        Write("zip", "exit 0");
        Write("az", az);
        return await FinishedProcess.RunAsync(
            "bash",
            ["infra/publish.sh", "group", "app"],
            Repository.Root,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PATH"] =
                    Path.GetDirectoryName(Calls) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["CALLS"] = Calls,
                ["CSML_RETRY_SECONDS"] = "0",
            }
        );
    }

    private void Write(string program, string script)
    {
        var path = _folder.File(program);
        File.WriteAllText(path, $"#!/usr/bin/env bash\necho \"{program} $*\" >> \"$CALLS\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
