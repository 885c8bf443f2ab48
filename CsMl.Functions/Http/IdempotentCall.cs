using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Json;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CsMl.Functions.Http;

/// <summary>
/// Answers a POST with the header Idempotency-Key: the first success is kept for a day, and replayed when the same request
/// comes again. A refusal changed nothing, so it is not kept.
/// </summary>
public sealed class IdempotentCall(KeptAnswers kept)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    private const int LongestKey = 255;

    /// <summary>Bodies up to this size are held in memory while they are hashed, larger ones in a temporary file.</summary>
    private const int MemoryThreshold = 64 * 1024;

    /// <summary>Response headers that say something about this answer alone.</summary>
    private static readonly string[] OwnHeaders = ["ETag", "Location", "Operation-Location"];

    /// <summary>True if the call has to be answered by <see cref="AnswerAsync"/>.</summary>
    public static bool IsAsked(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey(Header);

    /// <summary>The key of a call that is being carried out; null if it has none.</summary>
    public static RequestKey? KeyOf(HttpRequest request) => request.HttpContext.Features.Get<RequestKey>();

    /// <param name="accountId">The account in the address; null if it has none.</param>
    public async Task<Results<JsonAnswer<T>, ProblemHttpResult>> AnswerAsync<T>(
        HttpRequest request,
        string tenant,
        string? accountId,
        JsonTypeInfo<T> shape,
        Func<string, Task<ApiResult<T>>> answer,
        CancellationToken cancellation
    )
    {
        if (Read(request, out var key) is { } invalid)
        {
            return invalid.ToProblem();
        }

        var fingerprint = await FingerprintAsync(request, cancellation);
        switch (await kept.ClaimAsync(tenant, key, fingerprint, accountId, cancellation))
        {
            case KeyClaim.Answered before:
                return Replay<T>(request, before.Answer);
            case KeyClaim.OtherRequest:
                return new ApiProblem(
                    ProblemCode.IdempotencyKeyReused,
                    $"The {Header} was sent with another request; send a new one with each request."
                ).ToProblem();
            case KeyClaim.Mine mine:
                using (mine)
                {
                    return await CarryOutAsync(request, mine, tenant, shape, answer, cancellation);
                }

            default:
                return InUse(request);
        }
    }

    private async Task<Results<JsonAnswer<T>, ProblemHttpResult>> CarryOutAsync<T>(
        HttpRequest request,
        KeyClaim.Mine claim,
        string tenant,
        JsonTypeInfo<T> shape,
        Func<string, Task<ApiResult<T>>> answer,
        CancellationToken cancellation
    )
    {
        request.HttpContext.Features.Set(claim.Key);
        var reply = await kept.WhileAsync(claim, () => answer(tenant));
        if (reply.Refusal is { } refusal)
        {
            await kept.ForgetAsync(claim, cancellation);
            return refusal.ToProblem();
        }

        var body = new RawJson(JsonSerializer.SerializeToUtf8Bytes(reply.Value!, shape));
        var headers = request.HttpContext.Response.Headers;
        var own = OwnHeaders.Where(headers.ContainsKey).ToDictionary(name => name, name => headers[name].ToString());
        // The effect has happened, so a caller that has gone must not keep the answer from being kept.
        var answered = new KeptAnswer(reply.Status, own, body);
        var stored = await kept.KeepAsync(claim, answered, CancellationToken.None);
        return ReferenceEquals(stored, answered) ? new JsonAnswer<T>(body, reply.Status) : Replay<T>(request, stored);
    }

    private static JsonAnswer<T> Replay<T>(HttpRequest request, KeptAnswer answer)
    {
        var headers = request.HttpContext.Response.Headers;
        headers[Replayed] = "true";
        foreach (var (name, value) in answer.Headers)
        {
            headers[name] = value;
        }

        return new JsonAnswer<T>(answer.Body, answer.Status);
    }

    private static ProblemHttpResult InUse(HttpRequest request) =>
        ApiProblem
            .Passing(
                request,
                ProblemCode.IdempotencyKeyInUse,
                "The same request is still being carried out; send it again in a few seconds.",
                (int)KeptAnswers.LongestWait.TotalSeconds
            )
            .ToProblem();

    private static ApiProblem? Read(HttpRequest request, out string key)
    {
        var values = request.Headers[Header];
        key = values.Count == 1 ? values[0]!.Trim() : "";
        // The draft of the standard writes it as a quoted string; most callers leave the quotes out.
        key = key is ['"', .. var inner, '"'] ? inner : key;
        return key.Length is > 0 and <= LongestKey && key.All(static c => c is > ' ' and <= '~')
            ? null
            : ApiProblem.Invalid(
                Header,
                $"is not one text of 1 to {LongestKey} ASCII characters without spaces; send a new UUID with each request"
            );
    }

    /// <summary>A hash of all that makes the request what it is. The body can be read once more afterwards.</summary>
    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(MemoryThreshold);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes(
                $"{request.Method}\n{request.Path}\n{request.QueryString}\n{request.Headers.ContentEncoding}\n"
            )
        );
        hash.AppendData(await SHA256.HashDataAsync(request.Body, cancellation));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
