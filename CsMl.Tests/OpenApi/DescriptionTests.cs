using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Tests.Docs;
using CsMl.Tests.Http;
using Microsoft.OpenApi;
using Xunit.Sdk;

namespace CsMl.Tests.OpenApi;

/// <summary>The description is of the functions that there are, and what is committed and served is what they give.</summary>
public sealed class DescriptionTests
{
    public const string HowToApprove =
        $"run the tests of CsMl.Tests.OpenApi once with {Approve}=1, read the difference and commit it";

    /// <summary>Set to 1 to write the files anew; then read what changed before committing it.</summary>
    private const string Approve = "CSML_APPROVE_DESCRIPTION";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Versions => ["", "-3.0", "-2.0"];

    [Fact]
    public void Every_function_has_one_operation_and_every_operation_a_function()
    {
        var names = DescribedFunction.Functions.Select(f => f.Name).Order(StringComparer.Ordinal).ToList();

        foreach (var name in names)
        {
            Assert.True(
                DescribedFunction.Operations[name].Count() == 1,
                $"The function {name} wants one description: a static readonly field of its class with new Operation(\"{name}\", \"…\"). Then {HowToApprove}."
            );
        }

        Assert.Equal(
            names,
            DescribedFunction.Operations.Select(operations => operations.Key).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_committed_description_is_what_the_functions_give(string version)
    {
        var written = await WriteAsync(version);
        var file = $"docs/openapi{version}.json";
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Assert.Null(Environment.GetEnvironmentVariable("CI"));
            File.WriteAllText(Path.Combine(Repository.Root, file), written);
        }

        Assert.True(Repository.Read(file) == written, $"{file} is not what the functions give; {HowToApprove}.");
    }

    [Fact]
    public async Task Every_call_of_the_http_file_is_a_function_and_every_function_is_in_it()
    {
        var calls = await RecordedCalls.MakeAsync();

        var missing = DescribedFunction
            .All.Where(f => !calls.Functions.Contains(f.Operation.Function))
            .Select(f => $"{f.Method} /api/{f.Route}");
        Assert.True(!missing.Any(), $"docs/csml.http lacks {string.Join(", ", missing)}.");
    }

    [Fact]
    public async Task Every_problem_that_is_described_has_been_seen()
    {
        var calls = await RecordedCalls.MakeAsync();

        Assert.Equal(
            DescribedFunction.All.SelectMany(f => f.Problems).Select(RecordedCalls.NameOf).Distinct().Order(),
            calls.Problems.Keys.Order()
        );
    }

    [Theory]
    [InlineData("-3.0")]
    [InlineData("-2.0")]
    public void Older_versions_have_no_alternatives(string version)
    {
        var text = Repository.Read($"docs/openapi{version}.json");

        Assert.DoesNotContain("\"oneOf\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"anyOf\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?version=3.1", "")]
    [InlineData("?version=3.0", "-3.0")]
    [InlineData("?version=2.0", "-2.0")]
    public async Task It_is_served_as_it_is_committed(string query, string version)
    {
        await using var app = await RunningApp.StartAsync();

        var answer = (await app.GetAsync("/api/openapi.json" + query)).Is(200);

        Assert.Equal(Repository.Read($"docs/openapi{version}.json"), answer.Body);
        (await app.GetAsync("/api/openapi.json" + query, ("If-None-Match", answer.Headers["ETag"]))).Is(304);
    }

    [Theory]
    [InlineData("?version=1.2", "version")]
    [InlineData("?verson=3.0", "verson")]
    public async Task A_version_that_there_is_not_is_refused(string query, string field)
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync("/api/openapi.json" + query)).IsProblem(400, "INVALID_REQUEST", field);
    }

    [Theory]
    [InlineData("""{"data":{}}""", 200, "application/json; charset=utf-8")]
    [InlineData(
        """{"available":true,"message":"","source":"rules","more":1}""",
        200,
        "application/json; charset=utf-8"
    )]
    [InlineData("""{"available":true,"message":"","source":"rules"}""", 201, "application/json; charset=utf-8")]
    [InlineData("""{"available":true,"message":"","source":"rules"}""", 200, "text/json")]
    [InlineData("""{"title":"","status":404,"detail":"","code":"RUN_NOT_FOUND"}""", 404, "application/problem+json")]
    [InlineData("""{"title":"","status":503,"detail":"","code":"NEW_CODE"}""", 503, "application/problem+json")]
    public void An_answer_that_is_not_as_described_fails_a_test(string body, int status, string type)
    {
        var answer = new HttpAnswer(
            status,
            type,
            body,
            HttpAnswer.Parse(body),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );

        Assert.Throws<XunitException>(() => AnswerContract.Check("GET", RunningApp.Portfolio("status"), answer));
    }

    private static async Task<string> WriteAsync(string version)
    {
        var description = new WriteDescription(await RecordedCalls.MakeAsync()).Document();
        var text = version switch
        {
            "-3.0" => await OlderVersions.WriteAsync(description, OpenApiSpecVersion.OpenApi3_0),
            "-2.0" => await OlderVersions.WriteAsync(description, OpenApiSpecVersion.OpenApi2_0),
            _ => description.ToJsonString(),
        };
        return JsonNode.Parse(text)!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }
}
