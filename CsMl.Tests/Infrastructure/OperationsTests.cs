using System.Text.RegularExpressions;
using CsMl.Local.Commands;
using CsMl.Tests.Docs;

namespace CsMl.Tests.Infrastructure;

/// <summary>What docs/OPERATIONS.md and azure.yaml name is there.</summary>
[Trait("Speed", "Slow")]
public sealed partial class OperationsTests
{
    private static readonly string Page = Repository.Read("docs/OPERATIONS.md").ReplaceLineEndings("\n");

    private static readonly string[] Commands =
    [
        .. BashBlock().Matches(Page).SelectMany(block => block.Groups["text"].Value.Trim().Split('\n')),
    ];

    [Fact]
    public void Its_commands_are_of_programs_that_the_page_is_about()
    {
        string[] programs = ["az", "azd", "curl", "docker", "infra/publish.sh", "wc", "CSML_KEY=A_LONG_RANDOM_TEXT"];

        Assert.InRange(Commands.Length, 10, 60);
        Assert.All(Commands, command => Assert.Contains(command.Split(' ')[0], programs));
    }

    [Fact]
    public void Files_that_it_names_are_there()
    {
        var files = RepositoryFile()
            .Matches(string.Join('\n', Commands))
            .Select(match => match.Value)
            .Concat(Link().Matches(Page).Select(match => Path.Combine("docs", match.Groups["target"].Value)))
            .ToList();

        Assert.Contains("infra/dev.bicepparam", files);
        Assert.All(files, file => Assert.True(Path.Exists(Path.Combine(Repository.Root, file)), file));
    }

    [Fact]
    public async Task Parameters_and_outputs_that_it_names_are_those_of_the_template()
    {
        var template = (await Bicep.Template).RootElement;
        var parameters = template.GetProperty("parameters").EnumerateObject().Select(p => p.Name).ToHashSet();
        var outputs = template.GetProperty("outputs").EnumerateObject().Select(p => p.Name).ToHashSet();
        string[] named =
        [
            .. Assignment().Matches(Page).Select(match => match.Groups["name"].Value),
            .. Parameter().Matches(Page).Select(match => match.Groups["name"].Value),
        ];

        Assert.Contains("useModelKey", named);
        Assert.All(named, name => Assert.Contains(name, parameters));
        Assert.All(
            Output().Matches(Page).Select(match => match.Groups["name"].Value),
            name => Assert.Contains(name, outputs)
        );
    }

    [Fact]
    public async Task Its_example_of_parameters_compiles()
    {
        var example = BicepBlock().Match(Page).Groups["text"].Value;

        var snapshot = await Bicep.SnapshotAsync("param environmentName = 'example'\n" + example);

        Assert.Equal("0.5", snapshot.AppSettings.GetProperty("Predictions__TenantRisk__acme__High").GetString());
    }

    [Fact]
    public void Variables_that_it_names_are_read_by_a_parameter_file()
    {
        var files = Repository.Read("infra/dev.bicepparam") + Repository.Read("infra/prod.bicepparam");
        var named = Variable().Matches(Page).Select(match => match.Value).ToHashSet();
        named.Remove("CSML_KEY");

        Assert.NotEmpty(named);
        Assert.All(
            named.Where(name =>
                name.StartsWith("CSML_", StringComparison.Ordinal) || name is "AZURE_ENV_NAME" or "AZURE_LOCATION"
            ),
            name => Assert.Contains($"readEnvironmentVariable('{name}'", files, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_size_of_a_request_is_the_one_that_its_command_shows()
    {
        var bytes = new FileInfo(Path.Combine(Repository.Root, "CsMl.Tests/Data/prompts/churn-request.json")).Length;

        Assert.Contains("wc -c CsMl.Tests/Data/prompts/churn-request.json", Commands);
        Assert.Contains(FormattableString.Invariant($"{bytes:#,0} bytes"), Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Azd_finds_its_parameter_file_its_project_and_its_hooks()
    {
        var azd = Repository.Read("azure.yaml");
        var module = AzdModule().Match(azd).Groups["name"].Value;

        Assert.True(File.Exists(Path.Combine(Repository.Root, "infra", module + ".bicepparam")));
        foreach (Match file in AzdFile().Matches(azd))
        {
            Assert.True(Path.Exists(Path.Combine(Repository.Root, file.Groups["path"].Value)), file.Value);
        }

        // azd finds the app by this tag: https://learn.microsoft.com/azure/developer/azure-developer-cli/azd-schema.
        Assert.Contains("services:\n  app:\n", azd, StringComparison.Ordinal);
        Assert.Contains(
            "'azd-service-name': 'app'",
            Repository.Read("infra/modules/functionApp.bicep"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_hook_waits_once()
    {
        using var folder = new TemporaryFolder();
        var azd = folder.File("azd");
        await File.WriteAllTextAsync(azd, "#!/bin/sh\necho \"azd $*\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(azd, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var first = await WaitAsync(azd, assigned: null);
        var second = await WaitAsync(azd, assigned: "true");

        Assert.Contains("waiting 0 seconds", first.Output, StringComparison.Ordinal);
        Assert.EndsWith("azd env set CSML_ROLES_ASSIGNED true\n", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (second.ExitCode, second.Output));
    }

    [Fact]
    public void The_container_serves_with_options_that_there_are()
    {
        var dockerfile = Repository.Read("CsMl.Local/Dockerfile");
        var arguments = Quoted().Matches(dockerfile.Split("CMD ")[1]).Select(match => match.Groups["text"].Value);

        Assert.Empty(CommandLine.Create(TimeProvider.System).Parse([.. arguments]).Errors);
        Assert.Contains("dockerfile: CsMl.Local/Dockerfile", Repository.Read("compose.yaml"), StringComparison.Ordinal);
    }

    private static Task<FinishedProcess> WaitAsync(string azd, string? assigned) =>
        FinishedProcess.RunAsync(
            "sh",
            ["infra/wait-for-roles.sh"],
            Repository.Root,
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PATH"] = Path.GetDirectoryName(azd) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
                ["CSML_ROLES_ASSIGNED"] = assigned,
                ["CSML_ROLE_WAIT_SECONDS"] = "0",
            }
        );

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    [GeneratedRegex("```bash\n(?<text>.*?)```", RegexOptions.Singleline | Options)]
    private static partial Regex BashBlock();

    [GeneratedRegex("```bicep\n(?<text>.*?)```", RegexOptions.Singleline | Options)]
    private static partial Regex BicepBlock();

    [GeneratedRegex("(infra|CsMl[.][A-Za-z]+)/[A-Za-z0-9./-]*[a-z]", Options)]
    private static partial Regex RepositoryFile();

    [GeneratedRegex(@"\]\((?<target>(\.\./|[A-Z])[^)#:]*)", Options)]
    private static partial Regex Link();

    /// <summary>`name = value`, as in a parameter file.</summary>
    [GeneratedRegex("`(?<name>[a-z][A-Za-z]+) = [^`]+`", Options)]
    private static partial Regex Assignment();

    /// <summary>Words of the page that only a parameter can be.</summary>
    [GeneratedRegex("`(?<name>(use|lock|retention|storage|max|auth|other|alert)[A-Z][A-Za-z]+)`", Options)]
    private static partial Regex Parameter();

    [GeneratedRegex("properties[.]outputs[.](?<name>[A-Za-z]+)", Options)]
    private static partial Regex Output();

    [GeneratedRegex("(CSML|AZURE)_[A-Z_]+[A-Z]", Options)]
    private static partial Regex Variable();

    [GeneratedRegex("module: (?<name>[a-z]+)", Options)]
    private static partial Regex AzdModule();

    [GeneratedRegex("(project|run): [.]/(?<path>[A-Za-z0-9./-]+)", Options)]
    private static partial Regex AzdFile();

    [GeneratedRegex("\"(?<text>[^\"]*)\"", Options)]
    private static partial Regex Quoted();
}
