using Azure.Core;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// A language model behind the chat completions of Azure OpenAI, OpenAI or any compatible server (docs/adr/0005). One
/// instance per process, because it stores the server's capabilities and the state of the circuit breaker.
/// </summary>
public sealed class OpenAiModel : ILanguageModel, IDisposable
{
    private static readonly ModelAttempt Resting = ModelAttempt.Failed(
        FallbackReason.LlmError,
        "The server failed too often of late and is left alone for a while."
    );

    private readonly LlmOptions _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ModelServer? _server;
    private readonly ServerState? _memory;
    private readonly ModelResilience _resilience;

    /// <param name="credential">Used on Azure if no key is configured; null for <c>DefaultAzureCredential</c>.</param>
    /// <exception cref="ArgumentException">The endpoint is not an http or https URL.</exception>
    public OpenAiModel(
        IOptions<LlmOptions> options,
        TimeProvider time,
        ILogger<OpenAiModel> logger,
        TokenCredential? credential = null
    )
    {
        _settings = options.Value;
        _time = time;
        _logger = logger;
        _resilience = new ModelResilience(_settings, time, logger);
        if (_settings.Endpoint is { } address)
        {
            var endpoint = ModelEndpoint.Of(address);
            _server = new ModelServer(_settings, endpoint, credential);
            _memory = new ServerState(ServerCapabilities.First(_settings, endpoint), time, () => _resilience.IsResting);
        }
    }

    public bool IsResting => _resilience.IsResting;

    public string? Trouble => _memory?.Trouble;

    /// <summary>How the server wants to be asked, as far as it is known; empty if no model is configured.</summary>
    public IReadOnlyList<string> DescribeForm() => _memory?.Manners.InWords(_settings) ?? [];

    public async Task<ModelReply> AskAsync(ModelQuestion question, CancellationToken cancellation)
    {
        if (_server is null || _memory is null)
        {
            return new ModelReply(
                null,
                FallbackReason.LlmNotConfigured,
                "Llm:Endpoint is empty.",
                ModelUsage.None(_settings.Model),
                TimeSpan.Zero
            );
        }

        var call = new ModelCall(question, _settings, _server, _memory, _time, _logger);
        // Checked here too, so that a call does not wait for a slot only to be rejected by the open circuit breaker.
        var attempt = Resting;
        if (!IsResting)
        {
            attempt = await TryAsync(call, cancellation);
            _memory.Note(attempt);
            if (attempt.IsLasting)
            {
                _resilience.RestNow(attempt);
            }
        }

        return new ModelReply(attempt.Text, attempt.Failure, attempt.Detail, call.Usage, call.Elapsed);
    }

    public void Dispose() => _server?.Dispose();

    private async Task<ModelAttempt> TryAsync(ModelCall call, CancellationToken cancellation)
    {
        try
        {
            return await _resilience.Pipeline.ExecuteAsync(
                static (state, cancel) => TryOnceAsync(state._resilience, state.call, cancel),
                (_resilience, call),
                cancellation
            );
        }
        catch (BrokenCircuitException)
        {
            // The circuit breaker opened between attempts; the last attempt's failure is more informative.
            return call.Last ?? Resting;
        }
        catch (TimeoutRejectedException e)
        {
            // The time-out over all attempts came first; the last attempt's failure is more informative.
            return call.Last is { Failure: not FallbackReason.LlmTimeout } met
                ? met
                : ModelAttempt.Failed(FallbackReason.LlmTimeout, $"No reply within {e.Timeout.TotalSeconds:0} s.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Neither the caller nor one of our time-outs cancelled: the HTTP stack cancelled by itself.
            return ModelAttempt.Failed(FallbackReason.LlmTimeout, "The call was given up below.");
        }
    }

    private static async ValueTask<ModelAttempt> TryOnceAsync(
        ModelResilience resilience,
        ModelCall call,
        CancellationToken cancellation
    )
    {
        var attempt = await call.TryAsync(cancellation);
        return attempt with { IsLast = !resilience.HasTimeAfter(attempt, call.Elapsed) };
    }
}
