using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The resilience pipeline for calls of the model. From the outside in: a concurrency limit (without a time-out for
/// waiting calls), a time-out over all attempts, retries, a circuit breaker, and a time-out per attempt.
/// </summary>
internal sealed partial class ModelResilience
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _attempt;
    private long _restsUntil;

    public ModelResilience(LlmOptions settings, TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;
        _attempt = TimeSpan.FromSeconds(settings.TimeoutSeconds);
        Total = (settings.Retries + 1) * (_attempt + LongestPause);
        var builder = new ResiliencePipelineBuilder<ModelAttempt> { TimeProvider = time }
            // Outermost, so that time-outs do not include the time spent waiting for a slot, and a call keeps its slot
            // between retries: a rate-limited server does not get another call instead.
            .AddConcurrencyLimiter(settings.Concurrency, int.MaxValue)
            .AddTimeout(Total);
        if (settings.Retries > 0)
        {
            builder.AddRetry(Retries(settings.Retries));
        }

        Pipeline = builder.AddCircuitBreaker(Breaker(_attempt)).AddTimeout(_attempt).Build();
    }

    public ResiliencePipeline<ModelAttempt> Pipeline { get; }

    /// <summary>
    /// Time-out over all attempts of a call: each attempt's full time plus the longest back-off of the app's own. It
    /// expires after the last attempt would, so that the attempt's own time-out comes first and counts for the circuit
    /// breaker.
    /// </summary>
    public TimeSpan Total { get; }

    /// <summary>True while the circuit breaker is open and no trial call is due.</summary>
    public bool IsResting => _time.GetUtcNow().UtcTicks < Volatile.Read(ref _restsUntil);

    /// <summary>
    /// True if the delay after a failure and another full attempt fit into the remaining time. A shortened attempt
    /// would only make the caller wait and would end as a time-out, which would hide the earlier failure.
    /// </summary>
    /// <param name="elapsed">Time since the start of the first attempt.</param>
    public bool HasTimeAfter(ModelAttempt failed, TimeSpan elapsed) =>
        elapsed + (failed.RetryAfter ?? LongestPause) + _attempt < Total;

    /// <summary>Leaves the server alone after a failure that every other question would meet too.</summary>
    public void RestNow(ModelAttempt failed)
    {
        Volatile.Write(ref _restsUntil, (_time.GetUtcNow() + Rest).UtcTicks);
        Log.RestsNow(_logger, Rest.TotalSeconds, failed.Detail!);
    }

    private RetryStrategyOptions<ModelAttempt> Retries(int retries) =>
        new()
        {
            MaxRetryAttempts = retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestPause,
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException
                        || args.Outcome.Result is { MayPass: true, IsLast: false }
                ),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
            OnRetry = args =>
            {
                var detail = args.Outcome.Result?.Detail ?? "No reply in time.";
                Log.Again(_logger, detail, args.RetryDelay.TotalSeconds, args.AttemptNumber + 1);
                return ValueTask.CompletedTask;
            },
        };

    private CircuitBreakerStrategyOptions<ModelAttempt> Breaker(TimeSpan attempt) =>
        new()
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            // Long enough for ten calls to time out even if only a few are in flight.
            SamplingDuration = attempt * 3 > Rest ? attempt * 3 : Rest,
            BreakDuration = Rest,
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome.Exception is TimeoutRejectedException || args.Outcome.Result is { IsOutage: true }
                ),
            OnOpened = args =>
            {
                Volatile.Write(ref _restsUntil, (_time.GetUtcNow() + args.BreakDuration).UtcTicks);
                Log.Rests(_logger, args.BreakDuration.TotalSeconds, args.Outcome.Result?.Detail ?? "No reply in time.");
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                Volatile.Write(ref _restsUntil, 0);
                Log.IsBack(_logger);
                return ValueTask.CompletedTask;
            },
        };

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "A call of the model failed: {Detail} It is made again in {Seconds:0.0} s, as attempt {Attempt}"
        )]
        public static partial void Again(ILogger logger, string detail, double seconds, int attempt);

        [LoggerMessage(
            LogLevel.Warning,
            "Half of the last calls of the model failed; it is left alone for {Seconds} s. The last one: {Detail}"
        )]
        public static partial void Rests(ILogger logger, double seconds, string detail);

        [LoggerMessage(
            LogLevel.Warning,
            "The model is left alone for {Seconds} s, because no retry can help. {Detail}"
        )]
        public static partial void RestsNow(ILogger logger, double seconds, string detail);

        [LoggerMessage(LogLevel.Information, "The model answers again")]
        public static partial void IsBack(ILogger logger);
    }
}
