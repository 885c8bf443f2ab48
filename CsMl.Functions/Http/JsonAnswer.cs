using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// A JSON response with its length. Without the length the server would send it in chunks, the last of which takes a
/// second write to the connection.
/// </summary>
public sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> shape, int status) : IResult
{
    public T Value => value;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, shape);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }
}
