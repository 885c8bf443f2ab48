using System.Collections.Concurrent;
using System.Text;
using CsMl.Tests.Http;

namespace CsMl.Tests.History;

/// <summary>A tenant's accounts in an app that may be killed and started again at another address.</summary>
internal sealed class Tenant(Func<HttpClient> app, int accounts)
{
    private readonly string _tenant = "t" + Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, string> _ctas = new(StringComparer.Ordinal);

    public CallHistory History { get; } = new();

    public IReadOnlyList<string> AccountIds { get; } = [.. Enumerable.Range(0, accounts).Select(i => $"a{i}")];

    public string AnyAccount(Random random) => AccountIds[random.Next(accounts)];

    /// <summary>Of those that the last snapshot saw; null: there was none.</summary>
    public (string AccountId, string CtaId)? AnyCta(Random random) =>
        _ctas.ToArray() is { Length: > 0 } all && all[random.Next(all.Length)] is var (ctaId, accountId)
            ? (accountId, ctaId)
            : null;

    public void Know(IEnumerable<SeenCta> ctas)
    {
        foreach (var cta in ctas)
        {
            _ctas[cta.Id] = cta.AccountId;
        }
    }

    /// <summary>Null: the app was killed before it had answered.</summary>
    public async Task<HttpAnswer?> SendAsync(
        HttpMethod method,
        string path,
        string? body,
        string? ifMatch,
        CancellationToken cancellation,
        string contentType = "application/json"
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Tenant-ID", _tenant);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        }

        try
        {
            using var response = await app().SendAsync(request, cancellation);
            var answer = await HttpAnswer.OfAsync(response);
            Assert.True(answer.Status < 500, $"{method} {path}: {answer.Status} {answer.Body}");
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return null;
        }
    }

    public async Task<HttpAnswer> GetAsync(string path, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, path, null, null, cancellation))?.Is(200)
        ?? throw new InvalidOperationException($"GET {path} was not answered.");
}
