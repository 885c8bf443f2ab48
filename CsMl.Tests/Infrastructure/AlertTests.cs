using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using CsMl.Core.Json;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Functions;
using CsMl.Tests.Docs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Infrastructure;

/// <summary>The queries of alerts and documents ask for what the app measures.</summary>
[Trait("Speed", "Slow")]
public sealed partial class AlertTests(DeployedEnvironments environments) : IClassFixture<DeployedEnvironments>
{
    private const string Rule = "Microsoft.Insights/scheduledQueryRules";

    /// <summary>Set by the platform or by Azure Monitor's schema.</summary>
    private static readonly string[] Foreign = ["PutMessage", "-poison/", "2", "llm_"];

    private IReadOnlyList<string> Queries =>
        [
            .. environments
                .Full.PropertiesOf(Rule)
                .Select(rule => rule.GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!),
            .. KustoBlock().Matches(Repository.Read("docs/OPERATIONS.md")).Select(match => match.Groups["query"].Value),
        ];

    [Fact]
    public void Every_word_that_a_query_asks_for_is_one_of_the_app()
    {
        var words = MeasuredWords();

        Assert.NotEmpty(Queries);
        foreach (var query in Queries)
        {
            Assert.All(
                Quoted().Matches(query).Select(match => match.Groups["text"].Value),
                word => Assert.Contains(word, words)
            );
        }
    }

    [Fact]
    public void Every_reason_to_fall_back_is_expected_or_raises_an_alert()
    {
        var query = Queries.First(q => q.Contains("fallbacks = sumif", StringComparison.Ordinal));

        Assert.All(
            EnumNames.All<FallbackReason>(),
            reason =>
                Assert.True(
                    query.Contains($"\"{reason}\"", StringComparison.Ordinal)
                        || reason.StartsWith("llm_", StringComparison.Ordinal),
                    reason
                )
        );
    }

    [Fact]
    public void There_is_an_alert_for_each_thing_that_an_operator_must_know_and_the_operations_page_lists_it()
    {
        var names = environments
            .Full.PropertiesOf(Rule)
            .Select(rule => rule.GetProperty("displayName").GetString()!["CsMl: ".Length..])
            .ToList();

        Assert.Equal(
            ["budget-spent", "fallbacks", "night-missed", "poison-queues", "run-with-failures", "server-errors"],
            names.Order(StringComparer.Ordinal)
        );
        Assert.All(
            names,
            name => Assert.Contains($"| `{name}` |", Repository.Read("docs/OPERATIONS.md"), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_alert_is_sent_where_an_address_is_given()
    {
        Assert.All(
            environments.Full.PropertiesOf(Rule),
            rule => Assert.Equal(1, rule.GetProperty("actions").GetProperty("actionGroups").GetArrayLength())
        );
        Assert.All(
            environments.Dev.PropertiesOf(Rule),
            rule => Assert.Equal(0, rule.GetProperty("actions").GetProperty("actionGroups").GetArrayLength())
        );
    }

    /// <summary>Names of instruments and of their tags, and the values that a tag may have.</summary>
    private static HashSet<string> MeasuredWords()
    {
        var words = new HashSet<string>(Foreign, StringComparer.Ordinal) { "gen_ai.token.type" };
        words.UnionWith(EnumNames.All<FallbackReason>());
        words.UnionWith(EnumNames.All<RunKind>());
        words.UnionWith(EnumNames.All<RunState>());
        using var listener = new MeterListener();
        using var services = new ServiceCollection()
            .AddLogging()
            .AddCsMl(new ConfigurationBuilder().Build())
            .BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, own) =>
        {
            // Other tests measure too, at the same time.
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                words.Add(instrument.Name);
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    words.Add(tag.Key);
                }
            }
        );
        listener.Start();
        _ = services.GetRequiredService<ModelTelemetry>();
        services.GetRequiredService<PredictionCounter>().Add(Some.PredictChurn(Some.Account()));
        services.GetRequiredService<RunMetrics>().CountClosed(RunRecord.Nightly(DateTimeOffset.UnixEpoch));
        return words;
    }

    [GeneratedRegex("\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(
        "```kusto\n(?<query>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex KustoBlock();
}
