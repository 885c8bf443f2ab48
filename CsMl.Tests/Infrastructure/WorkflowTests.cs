using System.Text.RegularExpressions;
using CsMl.Tests.Docs;

namespace CsMl.Tests.Infrastructure;

/// <summary>The workflows ask for no more than they need, and run what a developer runs.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows")))
            {
                names.Add(Path.GetFileName(file));
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_by_their_hash_and_tokens_may_do_nothing_by_default(string workflow)
    {
        var text = Read(workflow);

        var uses = text.Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
        Assert.Contains("\npermissions: {}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pull_request_target", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.All(
            Write().Matches(text).Select(match => match.Groups["scope"].Value),
            scope => Assert.Contains(scope, new[] { "security-events", "id-token" })
        );
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void No_text_from_outside_is_pasted_into_a_script(string workflow) =>
        Assert.All(
            Read(workflow).Split('\n').SkipWhile(line => !line.Contains("steps:", StringComparison.Ordinal)),
            line =>
                Assert.False(
                    line.Contains("run:", StringComparison.Ordinal) && line.Contains("${{", StringComparison.Ordinal),
                    line
                )
        );

    [Theory]
    [InlineData("build.yml")]
    [InlineData("deploy.yml")]
    public void Builds_and_tests_are_those_of_the_gate(string workflow)
    {
        Assert.Contains("\n      - run: .ci/run\n", Read(workflow), StringComparison.Ordinal);
        Assert.DoesNotContain("dotnet test", Read(workflow), StringComparison.Ordinal);
    }

    [Fact]
    public void The_deployment_takes_files_and_outputs_that_exist()
    {
        var text = Read("deploy.yml");

        Assert.Contains("options: [dev, prod]", text, StringComparison.Ordinal);
        Assert.Contains("infra/${{ inputs.environment }}.bicepparam", text, StringComparison.Ordinal);
        Assert.Contains("outputs.functionAppName.value", text, StringComparison.Ordinal);
        Assert.Contains("output functionAppName string", Repository.Read("infra/main.bicep"), StringComparison.Ordinal);
        Assert.Contains("infra/publish.sh \"$RESOURCE_GROUP\" \"$app\"", text, StringComparison.Ordinal);
    }

    private static string Read(string workflow) =>
        Repository.Read(Path.Combine(".github", "workflows", workflow)).ReplaceLineEndings("\n");

    [GeneratedRegex("uses: [A-Za-z0-9/_-]+@[0-9a-f]{40} # v[0-9.]+$")]
    private static partial Regex Pinned();

    [GeneratedRegex("(?<scope>[a-z-]+): write", RegexOptions.ExplicitCapture)]
    private static partial Regex Write();
}
