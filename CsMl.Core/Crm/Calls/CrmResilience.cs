using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CsMl.Core.Crm.Calls;

/// <summary>
/// The resilience pipeline for calls of the CRM. From the outside in: a concurrency limit, retries, a circuit breaker,
/// and a time-out per attempt.
/// </summary>
internal static partial class CrmResilience
{
    /// <summary>Whether the request may be sent again when it is open whether it worked.</summary>
    public static readonly ResiliencePropertyKey<bool> IsRepeatable = new("csml.crm.repeatable");

    /// <summary>
    /// The longest wait that a CRM is granted by <c>Retry-After</c>. A request that has to wait longer fails, and the
    /// sync continues from its cursor another time.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline<CrmAnswer> Create(CrmOptions settings, TimeProvider time, ILogger log)
    {
        var builder = new ResiliencePipelineBuilder<CrmAnswer> { TimeProvider = time }
        // Outermost, so that a request keeps its slot between retries: a rate-limited CRM does not get another
        // request instead.
        .AddConcurrencyLimiter(settings.Concurrency, int.MaxValue);
        if (settings.Retries > 0)
        {
            builder.AddRetry(Retries(settings.Retries, log));
        }

        return builder
            .AddCircuitBreaker(Breaker(log))
            .AddTimeout(TimeSpan.FromSeconds(settings.TimeoutSeconds))
            .Build();
    }

    private static RetryStrategyOptions<CrmAnswer> Retries(int retries, ILogger log) =>
        new()
        {
            MaxRetryAttempts = retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestWait,
            ShouldHandle = args => ValueTask.FromResult(IsRetried(args.Context, args.Outcome)),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter),
            OnRetry = args =>
            {
                var (request, status) = (args.Outcome.Result?.Request, args.Outcome.Result?.Status);
                Again(log, request, status, args.Outcome.Exception?.GetType().Name, args.RetryDelay.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        };

    private static bool IsRetried(ResilienceContext context, Outcome<CrmAnswer> outcome)
    {
        if (outcome.Result is { } answer)
        {
            // A request that was refused for its rate has done nothing, so that any may be sent again.
            return answer.IsTransient
                && (answer.RetryAfter ?? TimeSpan.Zero) <= LongestWait
                && (answer.Status == 429 || MayRepeat(context));
        }

        return outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException
            && MayRepeat(context);
    }

    private static bool MayRepeat(ResilienceContext context) => context.Properties.GetValue(IsRepeatable, false);

    private static CircuitBreakerStrategyOptions<CrmAnswer> Breaker(ILogger log) =>
        new()
        {
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            SamplingDuration = Rest,
            BreakDuration = Rest,
            // A rate limit is no failure, because the CRM is healthy and states itself when to retry.
            ShouldHandle = args =>
                ValueTask.FromResult(
                    args.Outcome.Exception is HttpRequestException or IOException or TimeoutRejectedException
                        || args.Outcome.Result is { Status: >= 500 }
                ),
            OnOpened = args =>
            {
                Rests(log, args.BreakDuration.TotalSeconds);
                return ValueTask.CompletedTask;
            },
            OnClosed = _ =>
            {
                IsBack(log);
                return ValueTask.CompletedTask;
            },
        };

    [LoggerMessage(
        LogLevel.Information,
        "A call of the CRM failed: {Request} {Status} {Failure}. It is made again in {Seconds:0.0} s"
    )]
    private static partial void Again(ILogger log, string? request, int? status, string? failure, double seconds);

    [LoggerMessage(LogLevel.Warning, "Half of the last calls of the CRM failed; it is left alone for {Seconds} s")]
    private static partial void Rests(ILogger log, double seconds);

    [LoggerMessage(LogLevel.Information, "The CRM answers again")]
    private static partial void IsBack(ILogger log);
}
