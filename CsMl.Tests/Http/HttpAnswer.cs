using System.Text.Json;

namespace CsMl.Tests.Http;

/// <summary>What a call was answered with.</summary>
/// <param name="Json">Undefined where the body is no JSON.</param>
internal sealed record HttpAnswer(
    int Status,
    string? ContentType,
    string Body,
    JsonElement Json,
    IReadOnlyDictionary<string, string> Headers
)
{
    public static async Task<HttpAnswer> OfAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return new HttpAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            body,
            Parse(body),
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase)
        );
    }

    public static JsonElement Parse(string body)
    {
        try
        {
            return body.Length == 0
                ? default
                : JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    public JsonElement Data => At("data");

    /// <summary>The value at a path such as <c>data.cta.id</c> or <c>data[0].id</c>.</summary>
    public JsonElement At(string path)
    {
        var value = Json;
        foreach (
            var step in path.Replace("[", ".", StringComparison.Ordinal)
                .Replace("]", "", StringComparison.Ordinal)
                .Split('.')
        )
        {
            value = value.ValueKind switch
            {
                JsonValueKind.Array => value[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
                JsonValueKind.Object when value.TryGetProperty(step, out var inner) => inner,
                _ => throw new Xunit.Sdk.XunitException($"There is no '{path}' in {Status} {Body}"),
            };
        }

        return value;
    }

    public string? Text(string path) => At(path).GetString();

    public double Number(string path) => At(path).GetDouble();

    public IReadOnlyList<JsonElement> Items(string path) => [.. At(path).EnumerateArray()];

    public HttpAnswer Is(int status)
    {
        Assert.True(Status == status, $"Answered {Status} and not {status}: {Body}");
        return this;
    }

    /// <summary>Refused, by the app or by the server before it.</summary>
    public void IsRefused() => Assert.InRange(Status, 400, 499);

    /// <summary>Problem details with a status, a title, a detail and this code, and the fields at fault where it is bad input.</summary>
    public HttpAnswer IsProblem(int status, string code, string? field = null)
    {
        Is(status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, At("status").GetInt32());
        Assert.NotEmpty(Text("title")!);
        Assert.NotEmpty(Text("detail")!);
        Assert.Equal(code, Text("code"));
        if (field is not null)
        {
            Assert.True(At("errors").TryGetProperty(field, out var messages), $"No error names {field}: {Body}");
            Assert.All(messages.EnumerateArray(), m => Assert.NotEmpty(m.GetString()!));
        }

        return this;
    }
}
