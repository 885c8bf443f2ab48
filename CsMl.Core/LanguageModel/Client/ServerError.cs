using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using static CsMl.Core.LanguageModel.Client.ReadMessage;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>
/// The error of a request: <c>{"error":{"message","param","code"}}</c> as from OpenAI, or any other body, also one
/// that came with the status 200.
/// </summary>
/// <param name="Status">
/// The status that the error counts as: that of the answer, or for 200 the one that the body names, or else 500 or 502.
/// </param>
/// <param name="Cause">The cause that the body or the status names.</param>
/// <param name="Message">
/// May repeat the prompt or a part of a key, so it is evaluated here and never logged or returned.
/// </param>
internal sealed partial record ServerError(
    int Status,
    FailureCause Cause,
    string? Code,
    string? Parameter,
    string Message
)
{
    /// <summary>True if a retry as it is may succeed.</summary>
    public bool MayPass =>
        Cause is FailureCause.Unnamed or FailureCause.RateLimited && Status is 408 or 409 or 425 or 429 or >= 500;

    /// <summary>True if the server may refuse the form of the request and not what it asks.</summary>
    public bool MayBeAboutForm =>
        Cause is FailureCause.Unnamed or FailureCause.TooLong
        && Status is 400 or 404 or 413 or 415 or 422 or 500 or 501;

    /// <summary>The error code for the log; null unless it is a plain word.</summary>
    public string? PlainCode => Code is not null && Plain().IsMatch(Code) ? Code : null;

    public static ServerError Read(ServerAnswer answer)
    {
        var (code, parameter, message, hasError) = Parts(answer.Body);
        var cause = NameCause.Of(answer.Status, code, message, waits: answer.RetryAfter is not null);
        var isNamed = answer.Status is < 200 or > 299;
        var status = isNamed ? answer.Status : NamedStatus(code, cause, hasError);
        return new ServerError(
            status,
            isNamed ? cause : NameCause.Of(status, code, message, waits: answer.RetryAfter is not null),
            code,
            parameter,
            message
        );
    }

    /// <summary>True if the error is about a request field: the field it names, or else a field it mentions.</summary>
    public bool IsAbout(params ReadOnlySpan<string> words)
    {
        var named = Parameter is { Length: > 0 } ? Parameter : Message;
        foreach (var word in words)
        {
            if (named.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The failure that the error ends a call with.</summary>
    public ModelAttempt ToAttempt(ServerAnswer answer, DateTimeOffset now)
    {
        var reason =
            Status == 429 ? FallbackReason.LlmRateLimited
            : Cause == FailureCause.Filtered ? FallbackReason.LlmContentFiltered
            : FallbackReason.LlmError;
        var cause =
            Cause != FailureCause.Unnamed || MayPass ? Cause
            : Status == 404 ? FailureCause.AddressNotFound
            : FailureCause.EveryForm;
        var code = PlainCode is { } plain ? $" ({plain})" : "";
        var words = DescribeCause.InWords(cause) is { } why ? $": {why}" : "";
        return ModelAttempt.Failed(reason, $"The server answered {answer.Status}{code}{words}.") with
        {
            Cause = cause,
            MayPass = MayPass,
            RetryAfter = RetryAfter.Read(answer.RetryAfter, now, answer.RetryAfterMilliseconds),
        };
    }

    private static int NamedStatus(string? code, FailureCause cause, bool hasError) =>
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status is >= 400 and <= 599
            ? status
            : cause switch
            {
                FailureCause.Filtered or FailureCause.TooLong => 400,
                FailureCause.KeyRefused => 401,
                FailureCause.OutOfQuota => 402,
                FailureCause.ModelNotFound => 404,
                FailureCause.RateLimited => 429,
                // An error in few words may be about the form of the request; an answer without one is a gateway's.
                _ => hasError ? 500 : 502,
            };

    private static (string? Code, string? Parameter, string Message, bool HasError) Parts(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            // Some gateways put the error into a list, or into the first choice.
            var root = First(json.RootElement);
            var holder =
                Field(root, "choices") is { } choices && Field(First(choices), "error") is not null
                    ? First(choices)
                    : root;
            var error = Field(holder, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : holder;
            var message = new StringBuilder();
            CollectWords.Of(root, message);
            return (
                Word(error, "code") ?? Word(error, "status"),
                String(error, "param"),
                message.ToString(),
                Field(holder, "error") is not null
            );
        }
        // InvalidOperationException: the JSON parser accepts an unpaired surrogate, but reading it as text throws.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, null, CollectWords.Cut(Encoding.UTF8.GetString(body.Span)), false);
        }
    }

    private static JsonElement First(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0 ? json[0] : json;

    private static string? Word(JsonElement json, string name) =>
        Field(json, name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
