using System.Globalization;
using System.Text;
using CsMl.Core.Json;
using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>
/// Requests made from the description by chance, right ones and spoilt ones, from callers of every role and of three
/// tenants with accounts of the same ids: each is answered as described, within its role and its tenant.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class GeneratedRequestTests
{
    private const int Accounts = 12;

    private static readonly string[] Tenants = ["a", "b", "c"];

    private static int Requests =>
        int.Parse(
            Environment.GetEnvironmentVariable("CSML_GENERATED_REQUESTS") ?? "1500",
            CultureInfo.InvariantCulture
        );

    [Fact]
    public async Task Each_is_answered_as_described_within_its_role_and_its_tenant()
    {
        var keys = Tenants.SelectMany(tenant =>
            Enum.GetValues<AccessRole>()
                .SelectMany(role => SomeKeys.SettingsOf($"{tenant}-{EnumNames.Of(role)}", role, tenant))
        );
        await using var app = await RunningApp.StartAsync([("Tenancy:Mode", "Header"), .. keys]);
        foreach (var tenant in Tenants)
        {
            await FillAsync(app, tenant);
        }

        var made = new GenerateRequest(new Random(20_261_129), Accounts);
        var answered = new Dictionary<int, int>();
        for (var i = 0; i < Requests; i++)
        {
            var request = made.Next();
            var (tenant, role) = (made.OneOf(Tenants), made.OneOf(Enum.GetValues<AccessRole>()));
            var answer = await SendAsync(app, request, tenant, role);
            answered[answer.Status] = answered.GetValueOrDefault(answer.Status) + 1;

            var what =
                $"{i}: {EnumNames.Of(role)} of {tenant}: {request.Method} {request.Url} {request.Body} → {answer.Status} {answer.Body}";
            Assert.True(answer.Status < 500, what);
            Assert.True((role < request.Role) == (answer.Status == 403), what);
            Assert.All(
                Tenants.Except([tenant]),
                other => Assert.False(answer.Body.Contains(Mark(other), StringComparison.Ordinal), what)
            );
            if (i % 50 == 49)
            {
                made.Learn(answer);
                app.Clock.Advance(TimeSpan.FromMinutes(7));
            }
        }

        foreach (
            var (tenant, row) in Tenants.SelectMany(
                tenant => app.Dump().Where(IsOf(tenant)),
                (tenant, row) => (tenant, row)
            )
        )
        {
            Assert.All(
                Tenants.Except([tenant]),
                other => Assert.DoesNotContain(Mark(other), row, StringComparison.Ordinal)
            );
        }

        // As many go through as are refused, so that the test is about both.
        Assert.InRange(answered.Where(count => count.Key < 300).Sum(count => count.Value), Requests / 6, Requests);
        Assert.InRange(answered.GetValueOrDefault(400), Requests / 20, Requests);
        Assert.InRange(answered.GetValueOrDefault(403), Requests / 20, Requests);
    }

    /// <summary>Is part of every name and amount of a tenant, and of no request.</summary>
    private static string Mark(string tenant) => $"Zq{tenant}{tenant}{tenant}";

    private static Func<string, bool> IsOf(string tenant) =>
        row =>
            row.Split(' ')[1] is var partition
            && (partition == tenant || partition.StartsWith(tenant + "~", StringComparison.Ordinal));

    private static async Task FillAsync(RunningApp app, string tenant)
    {
        var sample = SampleCustomers.Make(app.Clock.GetUtcNow()).Take(Accounts);
        foreach (var (facts, i) in sample.Select((facts, i) => (facts, i)))
        {
            await app.PutAsync(
                facts with
                {
                    AccountId = GenerateRequest.AccountId(i),
                    Name = $"{Mark(tenant)} {i}",
                    OwnerId = Mark(tenant),
                    Contacts = [],
                    Activities = [.. facts.Activities.Select(a => a with { Subject = Mark(tenant) })],
                },
                tenant
            );
            var key = SomeKeys.Bearer(AccessRole.Agent, tenant);
            (await app.PredictAsync(GenerateRequest.AccountId(i), headers: key)).Is(200);
            await app.PostAsync(
                RunningApp.Account(GenerateRequest.AccountId(i), "generate-cta"),
                """{"predictionType":"CHURN"}""",
                key
            );
        }

        (
            await app.PostAsync(
                RunningApp.Portfolio("playbooks"),
                $$"""{"name":"{{Mark(tenant)}}"}""",
                SomeKeys.Bearer(AccessRole.Admin, tenant)
            )
        ).Is(201);
    }

    private static async Task<HttpAnswer> SendAsync(
        RunningApp app,
        GeneratedRequest request,
        string tenant,
        AccessRole role
    )
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        message.Headers.TryAddWithoutValidation("Authorization", SomeKeys.Bearer(role, tenant).Value);
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Body is { } body)
        {
            message.Content = new StringContent(body, Encoding.UTF8);
            message.Content.Headers.Remove("Content-Type");
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        return await app.SendAsync(message);
    }
}
