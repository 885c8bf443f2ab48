using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Options;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// Spans and metrics of the model's calls, named after the semantic conventions for generative AI
/// (https://opentelemetry.io/docs/specs/semconv/gen-ai/). They never contain a prompt or a reply.
/// </summary>
public sealed class ModelTelemetry : IDisposable
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = PredictionCounter.Meter;

    private readonly ActivitySource _source = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _dropped;
    private readonly LlmOptions _options;
    private readonly string _provider;

    public ModelTelemetry(IOptions<LlmOptions> options, IMeterFactory meters)
    {
        // The factory owns and disposes the meter.
        var meter = meters.Create(Name);
        _options = options.Value;
        _provider =
            _options.Endpoint is { } endpoint && ModelEndpoint.Of(endpoint).IsAzure ? "azure.ai.openai" : "openai";
        _duration = meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Time of a call.");
        _tokens = meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of a call.");
        _cost = meter.CreateCounter<double>("csml.llm.cost", null, "What calls cost, in the prices' currency.");
        _dropped = meter.CreateCounter<long>(
            "csml.llm.dropped",
            null,
            "Statements that cite what is not in the facts."
        );
    }

    /// <summary>Records the duration and the usage of a call.</summary>
    public async Task<ModelReply> WatchAsync(Func<Task<ModelReply>> call)
    {
        using var span = _source.StartActivity($"chat {_options.Model}", ActivityKind.Client);
        var reply = await call();
        var tags = Tags(reply);
        _duration.Record(reply.Took.TotalSeconds, tags);
        Record(reply.Usage.InputTokens, "input", tags);
        Record(reply.Usage.OutputTokens, "output", tags);
        _cost.Add((double)(_options.CostOf(reply.Usage) ?? 0), tags);
        if (span is not null)
        {
            foreach (var tag in tags)
            {
                span.SetTag(tag.Key, tag.Value);
            }

            span.SetTag("gen_ai.usage.input_tokens", reply.Usage.InputTokens);
            span.SetTag("gen_ai.usage.output_tokens", reply.Usage.OutputTokens);
            span.SetStatus(reply.Failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }

        return reply;
    }

    public void Dropped(int statements)
    {
        if (statements > 0)
        {
            _dropped.Add(statements);
        }
    }

    public void Dispose() => _source.Dispose();

    private TagList Tags(ModelReply reply)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", _provider },
            { "gen_ai.request.model", _options.Model },
            { "gen_ai.response.model", reply.Usage.Model },
            { "server.address", _options.Endpoint?.Host },
            { "server.port", _options.Endpoint?.Port },
        };
        if (reply.Failure is { } failure)
        {
            tags.Add("error.type", Word(failure));
        }

        return tags;
    }

    private void Record(int count, string type, TagList tags)
    {
        tags.Add("gen_ai.token.type", type);
        _tokens.Record(count, tags);
    }

    private static string Word(FallbackReason reason) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{reason}");
}
