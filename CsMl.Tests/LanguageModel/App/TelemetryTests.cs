using System.Diagnostics;
using CsMl.Core.LanguageModel.Client;
using CsMl.Tests.LanguageModel.Client;

namespace CsMl.Tests.LanguageModel.App;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_a_span_and_metrics_in_the_conventions_for_generative_AI()
    {
        await using var rig = await ModelApp.StartAsync();
        using var metrics = new RecordedMetrics(rig.App.Services);
        using var spans = new RecordedSpans(rig.Server.Endpoint.Port);
        await rig.App.PutSampleAsync(accounts: 1);

        (await rig.App.PredictAsync("123")).Is(200);

        var bill = GoodModel.BillOf(Assert.Single(rig.Server.Requests));
        var span = Assert.Single(spans.All);
        Assert.Equal(("chat fake-model", ActivityKind.Client), (span.DisplayName, span.Kind));
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("fake-model", span.GetTagItem("gen_ai.request.model"));
        Assert.Equal("fake-model-2026-01-01", span.GetTagItem("gen_ai.response.model"));
        Assert.Equal(bill.Input, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(bill.Output, span.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.DoesNotContain(
            span.TagObjects,
            tag => $"{tag.Value}".Contains("account_facts", StringComparison.Ordinal)
        );

        Assert.Single(metrics.Of("gen_ai.client.operation.duration"));
        Assert.Equal(
            [("input", bill.Input), ("output", bill.Output)],
            metrics.Of("gen_ai.client.token.usage").Select(m => ((string)m.Tags["gen_ai.token.type"]!, (int)m.Value))
        );
        Assert.Equal(
            (double)ModelPredictionTests.CostOf(bill),
            Assert.Single(metrics.Of("csml.llm.cost")).Value,
            precision: 12
        );
        Assert.Equal([("llm", null)], metrics.Predictions);
    }

    [Fact]
    public async Task A_failed_call_says_by_its_kind_why()
    {
        await using var rig = await ModelApp.StartAsync();
        using var metrics = new RecordedMetrics(rig.App.Services);
        using var spans = new RecordedSpans(rig.Server.Endpoint.Port);
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Next(FakeReply.Busy());

        (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal("llm_rate_limited", Assert.Single(spans.All).GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, spans.All[0].Status);
        Assert.Equal(
            "llm_rate_limited",
            Assert.Single(metrics.Of("gen_ai.client.operation.duration")).Tags["error.type"]
        );
    }

    [Fact]
    public async Task What_a_model_invents_is_counted()
    {
        await using var rig = await ModelApp.StartAsync();
        using var metrics = new RecordedMetrics(rig.App.Services);
        await rig.App.PutSampleAsync(accounts: 1);
        rig.Server.Answer = request =>
            FakeReply.Text(
                GoodModel.Text(
                    request,
                    reply => reply["drivers"] = new System.Text.Json.Nodes.JsonArray("7731 invoices are open")
                )
            );

        (await rig.App.PredictAsync("123")).Is(200);

        Assert.Equal(1, Assert.Single(metrics.Of("csml.llm.dropped")).Value);
    }

    /// <summary>The spans of calls to one server, whoever makes others at the same time.</summary>
    private sealed class RecordedSpans : IDisposable
    {
        private readonly List<Activity> _all = [];
        private readonly ActivityListener _listener;

        public RecordedSpans(int port)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == ModelTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = span =>
                {
                    if (Equals(span.GetTagItem("server.port"), port))
                    {
                        lock (_all)
                        {
                            _all.Add(span);
                        }
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
