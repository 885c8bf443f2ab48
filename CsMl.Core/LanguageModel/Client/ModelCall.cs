using System.ClientModel;
using System.Text.Json;
using Azure.Identity;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.Predictions;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>One question on its way through all its attempts: what it has cost so far, and how long it may still take.</summary>
internal sealed partial class ModelCall(
    ModelQuestion question,
    LlmOptions settings,
    ModelServer server,
    ServerState memory,
    TimeProvider time,
    ILogger logger
)
{
    private ServerCapabilities _manners = memory.Manners;
    private int _credential = memory.Credential;
    private long? _begun;

    // Bytes of what was sent and has not been answered in full; null: all was.
    private int? _open;

    // Likely bills of this attempt that the server did not tell.
    private ModelUsage _untold = ModelUsage.None(settings.Model);

    /// <summary>All that its server said it billed for it.</summary>
    public ModelUsage Usage { get; private set; } = ModelUsage.None(settings.Model);

    /// <summary>How the last attempt ended; null before the first.</summary>
    public ModelAttempt? Last { get; private set; }

    /// <summary>Time since its first attempt; what it waited for its turn is not its server's doing.</summary>
    public TimeSpan Elapsed => _begun is { } begun ? time.GetElapsedTime(begun) : TimeSpan.Zero;

    /// <summary>Asks until there is an answer or a failure that is not about the way of asking.</summary>
    public async ValueTask<ModelAttempt> TryAsync(CancellationToken cancellation)
    {
        _begun ??= time.GetTimestamp();
        // Stands where the attempt is cut short from outside.
        Last = ModelAttempt.Failed(FallbackReason.LlmTimeout, "No reply in time.");
        if (!await question.Budget.HasLeftAsync(cancellation))
        {
            return Last = ModelAttempt.Failed(FallbackReason.BudgetExhausted, "The budget is spent.");
        }

        var before = Usage;
        (_open, _untold) = (null, ModelUsage.None(settings.Model));
        try
        {
            return Last = await AskAsync(cancellation);
        }
        catch (Exception e)
            when (cancellation.IsCancellationRequested
                && (e is ClientResultException or HttpRequestException or IOException)
            )
        {
            // A connection that is given up in the middle of a read may say that it broke.
            throw new OperationCanceledException("Given up.", e, cancellation);
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException)
        {
            var cause =
                ((e as HttpRequestException) ?? e.InnerException as HttpRequestException)?.HttpRequestError
                ?? HttpRequestError.Unknown;
            return Last = Lost($"No connection to the server ({cause}).");
        }
        catch (IOException)
        {
            return Last = Lost("The reply broke off.");
        }
        catch (AuthenticationFailedException e)
        {
            // By its type alone: the message can name tenants and identities.
            return Last = ModelAttempt.Failed(FallbackReason.LlmError, $"No Entra token ({e.GetType().Name}).");
        }
        finally
        {
            if (_open is { } open)
            {
                // Nobody tells a server to stop that has begun to write, and what it writes to nobody is billed all the same.
                Guess(open, settings.MaxOutputTokens);
            }

            await question.Budget.AddAsync(Usage.Since(before).Plus(_untold));
        }
    }

    private async Task<ModelAttempt> AskAsync(CancellationToken cancellation)
    {
        var untried = server.Credentials - 1;
        while (true)
        {
            var body = WriteChatRequest.Of(question, settings, _manners);
            var answer = await server.SendAsync(body, _credential, () => _open = body.Length, cancellation);
            _open = null;
            if (answer.Status == 401 && untried-- > 0)
            {
                _credential = (_credential + 1) % server.Credentials;
                continue;
            }

            if (answer.Status != 401 && memory.Learn(_credential))
            {
                Log.OtherKey(logger, _credential + 1);
            }

            if (answer.Status is 400 or 422 && _manners.After(ServerError.Read(answer.Body)) is { } next)
            {
                Add(answer, body.Length);
                _manners = next;
                continue;
            }

            return answer.Status is >= 200 and < 300 ? Completed(answer, body.Length) : Refused(answer, body.Length);
        }
    }

    private ModelAttempt Completed(ServerAnswer answer, int asked)
    {
        try
        {
            var (attempt, bill) = ReadCompletion.Of(answer.Body, asked, settings);
            if (bill.Usage is { } usage)
            {
                Usage = Usage.Plus(usage);
            }
            else
            {
                var most = settings.MaxOutputTokens;
                Guess(asked, attempt.Text is { } text ? Math.Min(TokenEstimate.Of(text), most) : most);
            }

            if (attempt.Failure is null && memory.Learn(_manners))
            {
                Log.OtherManners(logger, _manners.Format, _manners.Limit, _manners.SendsTemperature);
            }

            return attempt;
        }
        catch (JsonException)
        {
            Guess(asked, settings.MaxOutputTokens);
            return ModelAttempt.Failed(FallbackReason.LlmInvalidReply, "The reply is no JSON.") with { MayPass = true };
        }
    }

    private ModelAttempt Refused(ServerAnswer answer, int asked)
    {
        Add(answer, asked);
        var error = ServerError.Read(answer.Body);
        var reason =
            answer.Status == 429 ? FallbackReason.LlmRateLimited
            : answer.Status is >= 400 and < 500 && error.IsFiltered ? FallbackReason.LlmContentFiltered
            : FallbackReason.LlmError;
        var code = error.PlainCode is { } plain ? $" ({plain})" : "";
        return ModelAttempt.Failed(reason, $"The server answered {answer.Status}{code}.") with
        {
            MayPass = answer.Status is 408 or 429 or 500 or 502 or 503 or 504 && !error.IsOutOfQuota,
            RetryAfter = RetryAfter.Read(answer, time.GetUtcNow()),
        };
    }

    /// <summary>For the budget, where something was sent and its server says nothing of what that cost, or nothing that can be right.</summary>
    /// <param name="asked">Bytes of the request.</param>
    private void Guess(int asked, int outputTokens) =>
        _untold = _untold.Plus(new ModelUsage(settings.Model, TokenEstimate.Of(asked), 0, outputTokens));

    /// <summary>A prompt that is refused for its contents has been read all the same, and some servers bill that.</summary>
    /// <param name="asked">Bytes of the request.</param>
    private void Add(ServerAnswer answer, int asked)
    {
        try
        {
            var bill = ReadCompletion.Of(answer.Body, asked, settings).Bill;
            if (bill.Usage is { } usage)
            {
                Usage = Usage.Plus(usage);
            }
            else if (bill.IsSent)
            {
                Guess(asked, settings.MaxOutputTokens);
            }
        }
        catch (JsonException)
        {
            // Not JSON, so nothing in it says what it cost.
        }
    }

    private static ModelAttempt Lost(string detail) =>
        ModelAttempt.Failed(FallbackReason.LlmError, detail) with
        {
            MayPass = true,
        };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The model's server takes key {Number} and not the one tried before it")]
        public static partial void OtherKey(ILogger logger, int number);

        [LoggerMessage(
            LogLevel.Information,
            "The model's server is asked by its manners from now on: format {Format}, {Limit}, with temperature: {Temperature}"
        )]
        public static partial void OtherManners(ILogger logger, ReplyFormat format, string limit, bool temperature);
    }
}
