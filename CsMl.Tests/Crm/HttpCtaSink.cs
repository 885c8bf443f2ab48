using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Crm;

/// <summary>Sends CTAs to a <see cref="FakeCrm"/>.</summary>
internal sealed class HttpCtaSink(HttpClient http) : ICtaSink
{
    public Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        Task.FromResult<SentCta?>(null);

    public async Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation)
    {
        await SendAsync(HttpMethod.Post, cta, cancellation);
        return new SentCta(cta.Id, CtaState.Of(cta));
    }

    public async Task<bool> UpdateAsync(
        string tenant,
        SentCta sent,
        Cta cta,
        string? notes,
        CancellationToken cancellation
    )
    {
        await SendAsync(cta.IsOpen ? HttpMethod.Put : HttpMethod.Delete, cta, cancellation);
        return true;
    }

    private async Task SendAsync(HttpMethod method, Cta cta, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri("ctas", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", cta.Id);
        request.Content = new StringContent(JsonSerializer.Serialize(cta, AccountJson.Plain.Cta));
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
