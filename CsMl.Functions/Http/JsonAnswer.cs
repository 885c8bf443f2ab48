using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Json;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// A JSON response with its length. Without the length the server would send it in chunks, the last of which takes a
/// second write to the connection.
/// </summary>
/// <typeparam name="T">The type whose JSON the body is.</typeparam>
public sealed class JsonAnswer<T>(RawJson body, int status) : IResult
{
    public JsonAnswer(T value, JsonTypeInfo<T> shape, int status)
        : this(new RawJson(JsonSerializer.SerializeToUtf8Bytes(value, shape)), status) { }

    /// <summary>The body.</summary>
    internal ReadOnlySpan<byte> Utf8 => body.Utf8.Span;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (EntityTags.IsKnown(httpContext.Request, status, body.Utf8.Span))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Utf8.Length;
        return response.BodyWriter.WriteAsync(body.Utf8, httpContext.RequestAborted).AsTask();
    }
}
