using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CsMl.Core.Crm.Calls;

/// <summary>The response to a request, whatever its status.</summary>
/// <param name="Request">The request as errors name it.</param>
/// <param name="RetryAfter">The delay that the CRM asks for.</param>
public sealed record CrmAnswer(string Request, int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null)
{
    /// <summary>The CRM's own time; null if it does not send it.</summary>
    public DateTimeOffset? Date { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True if a later attempt may succeed.</summary>
    public bool IsTransient => Status is 408 or 429 or >= 500;

    /// <summary>The body of a successful response.</summary>
    /// <exception cref="CrmException">The response is no success, or its body is not the expected JSON.</exception>
    public T Read<T>(JsonTypeInfo<T> shape)
    {
        if (!IsSuccess)
        {
            throw Refused();
        }

        try
        {
            return JsonSerializer.Deserialize(Body.Span, shape) ?? throw Unreadable(null);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    public CrmException Refused() =>
        new($"The CRM answered {Status} to {Request}.") { Status = Status, RetryAfter = RetryAfter };

    private CrmException Unreadable(JsonException? e) =>
        new(
            $"The CRM's answer to {Request} is not in its documented shape{(e?.Path is { } path ? $" at {path}" : "")}.",
            e
        )
        {
            Status = Status,
        };
}
