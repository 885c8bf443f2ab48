using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;

namespace CsMl.Tests.Crm;

/// <summary>Sends CTAs to a <see cref="FakeCrm"/>.</summary>
internal sealed class HttpCtaSink(HttpClient http) : ICtaSink
{
    public Task CreateAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, cta, cancellation);

    public Task UpdateAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, cta, cancellation);

    public Task CloseAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, cta, cancellation);

    private async Task SendAsync(HttpMethod method, Cta cta, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri("ctas", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", cta.Id);
        request.Content = new StringContent(JsonSerializer.Serialize(cta, AccountJson.Plain.Cta));
        using var response = await http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
