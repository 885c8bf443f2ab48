using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// How calls of a server that may fail are spaced, repeated and given up. From the outside in: a place among those in flight
/// (waited for as long as it takes, on nobody's clock), a time-out over all attempts, retries, a breaker, a time-out for
/// each attempt.
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
            // Outermost, so that a call which waits for its turn is on no clock, and one that waits to try again keeps its
            // place: a server that asks for patience is not given the next in line.
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
    /// For all attempts of a call: each its full time and the longest pause of our own making. It ends later than the last
    /// attempt would, so that it is the attempt which times out, and counts for the breaker.
    /// </summary>
    public TimeSpan Total { get; }

    /// <summary>The breaker is open, and no one is to be let through to see whether it may close.</summary>
    public bool IsResting => _time.GetUtcNow().UtcTicks < Volatile.Read(ref _restsUntil);

    /// <summary>
    /// Whether the pause that a failure calls for and another whole attempt fit into what is left. One that would be cut
    /// short lets the caller wait, and would end as a time-out whatever the server had said before.
    /// </summary>
    /// <param name="elapsed">Since the first attempt began.</param>
    public bool HasTimeAfter(ModelAttempt failed, TimeSpan elapsed) =>
        elapsed + (failed.RetryAfter ?? LongestPause) + _attempt < Total;

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
            // Long enough for ten calls to run into their time-outs even where few are in flight.
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

        [LoggerMessage(LogLevel.Information, "The model answers again")]
        public static partial void IsBack(ILogger logger);
    }
}
