using System.ClientModel;
using System.Text.Json;
using Azure.Identity;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>One question with all its attempts: the usage so far and the time since the first attempt.</summary>
internal sealed partial class ModelCall(
    ModelQuestion question,
    LlmOptions settings,
    ModelServer server,
    ServerState memory,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>A server that refuses a request answers within this time; later it has begun to generate.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private ServerCapabilities _manners = memory.Manners;
    private readonly FormSearch _search = new(memory, question.IsOfRun);
    private int _credential = memory.Credential;
    private long? _begun;

    // Attempts that ended with an error that may be a crash or a refusal of the request's form.
    private int _doubtful;

    private readonly ModelCharges _charges = new(settings);

    /// <summary>The total usage reported by the server.</summary>
    public ModelUsage Usage => _charges.Usage;

    /// <summary>Result of the last attempt; null before the first.</summary>
    public ModelAttempt? Last { get; private set; }

    /// <summary>
    /// Time since the first attempt. Time spent waiting for a free slot does not count, because the server did not
    /// cause it.
    /// </summary>
    public TimeSpan Elapsed => _begun is { } begun ? time.GetElapsedTime(begun) : TimeSpan.Zero;

    /// <summary>
    /// Sends requests until there is a reply or a failure that another request format or key cannot fix.
    /// </summary>
    public async ValueTask<ModelAttempt> TryAsync(CancellationToken cancellation)
    {
        _begun ??= time.GetTimestamp();
        // This result remains if the attempt is cancelled from outside.
        Last = ModelAttempt.Failed(FallbackReason.LlmTimeout, "No reply in time.");
        if (!await question.Budget.HasLeftAsync(cancellation))
        {
            return Last = ModelAttempt.Failed(FallbackReason.BudgetExhausted, "The budget is spent.");
        }

        _charges.Begin();
        try
        {
            return Last = await AskAsync(cancellation);
        }
        catch (Exception e)
            when (cancellation.IsCancellationRequested
                && (e is ClientResultException or HttpRequestException or IOException)
            )
        {
            // A connection that is cancelled during a read may report an I/O error.
            throw new OperationCanceledException("Given up.", e, cancellation);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException)
        {
            return Last = ModelAttempt.Unconnected(
                ((e as HttpRequestException) ?? e.InnerException as HttpRequestException)?.HttpRequestError
                    ?? HttpRequestError.Unknown
            );
        }
        catch (IOException)
        {
            return Last = ModelAttempt.Lost("The reply broke off.");
        }
        catch (AuthenticationFailedException e)
        {
            // Only the exception type is logged, because the message can contain tenants and identities.
            return Last = ModelAttempt.Failed(FallbackReason.LlmError, $"No Entra token ({e.GetType().Name}).") with
            {
                Cause = FailureCause.KeyRefused,
            };
        }
        finally
        {
            _search.Release();
            await question.Budget.AddAsync(_charges.End());
        }
    }

    private async Task<ModelAttempt> AskAsync(CancellationToken cancellation)
    {
        var untried = server.Credentials - 1;
        while (true)
        {
            var body = WriteChatRequest.Of(question, settings, _manners);
            var sent = time.GetTimestamp();
            var answer = await server.SendAsync(body, _credential, () => _charges.Open(body.Length), cancellation);
            _charges.Close();
            if (Completed(answer, body.Length) is { } attempt)
            {
                LearnKey();
                return attempt;
            }

            _charges.AddRefused(answer, body.Length);
            var error = ServerError.Read(answer);
            if (error.Cause == FailureCause.KeyRefused && untried-- > 0)
            {
                _credential = (_credential + 1) % server.Credentials;
                continue;
            }

            if (error.Cause != FailureCause.KeyRefused)
            {
                LearnKey();
            }

            if (
                IsAboutForm(error, time.GetElapsedTime(sent))
                && await _search.NextAsync(_manners, error, cancellation) is { } next
            )
            {
                _manners = next;
                continue;
            }

            return error.ToAttempt(answer, time.GetUtcNow());
        }
    }

    /// <summary>
    /// An error of the server itself may be a crash, so it must come at once and on every retry of the same request.
    /// </summary>
    private bool IsAboutForm(ServerError error, TimeSpan took) =>
        error.MayBeAboutForm
        && (
            error.Status < 500
            || error.Cause == FailureCause.TooLong
            || (took < AtOnce && _doubtful++ >= settings.Retries && settings.Retries > 0)
        );

    private void LearnKey()
    {
        if (memory.Learn(_credential))
        {
            Log.OtherKey(logger, _credential + 1);
        }
    }

    /// <returns>Null if the answer is an error, whatever its status.</returns>
    private ModelAttempt? Completed(ServerAnswer answer, int asked)
    {
        if (answer.Status is < 200 or > 299)
        {
            return null;
        }

        try
        {
            var (attempt, bill) = ReadCompletion.Of(answer.Body, asked, settings);
            if (attempt is null)
            {
                return null;
            }

            _charges.Add(bill, asked, attempt.Text);
            if (attempt.Failure is null && memory.Learn(_manners))
            {
                Log.OtherManners(logger, _manners);
            }

            return attempt;
        }
        catch (JsonException)
        {
            _charges.Guess(asked, settings.MaxOutputTokens);
            return ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply is no JSON.") with { MayPass = true };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The model's server takes key {Number} and not the one tried before it")]
        public static partial void OtherKey(ILogger logger, int number);

        [LoggerMessage(LogLevel.Information, "The model's server is asked by its manners from now on: {Manners}")]
        public static partial void OtherManners(ILogger logger, ServerCapabilities manners);
    }
}
