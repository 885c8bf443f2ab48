using System.Text;

namespace CsMl.Tests.Http;

public sealed class TenancyTests
{
    private static readonly string Status = RunningApp.Portfolio("status");
    private static readonly string Stats = RunningApp.Portfolio("cta-stats");

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    [InlineData("../../x")]
    public async Task With_one_tenant_the_header_means_nothing(string header)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());

        (await app.GetAsync(RunningApp.Account("acme", "context"), ("X-Tenant-ID", header))).Is(200);
    }

    [Fact]
    public async Task With_a_header_each_tenant_has_its_own_accounts()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutAsync(Some.KnownAccount(), "a");

        (await app.GetAsync(RunningApp.Account("acme", "context"), ("X-Tenant-ID", "a"))).Is(200);
        (await app.GetAsync(RunningApp.Account("acme", "context"), ("x-tenant-id", "a"))).Is(200);
        (await app.GetAsync(RunningApp.Account("acme", "context"), ("X-Tenant-ID", "A"))).IsProblem(
            404,
            "ACCOUNT_NOT_FOUND"
        );
        (await app.GetAsync(RunningApp.Account("acme", "context"))).IsProblem(400, "TENANT_REQUIRED");
        (await app.GetAsync(Status)).IsProblem(400, "TENANT_REQUIRED");
        (await app.GetAsync(RunningApp.Account("~", "context"))).IsProblem(400, "TENANT_REQUIRED");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a~00")]
    [InlineData("a.b")]
    [InlineData("a,b")]
    [InlineData("a;b")]
    [InlineData("a#")]
    [InlineData("%61")]
    [InlineData("'")]
    [InlineData("*")]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a\tb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_header_that_is_no_tenant_id_is_refused(string header)
    {
        foreach (var mode in (string[])["Header", "Claim"])
        {
            await using var app = await RunningApp.StartAsync(("Tenancy:Mode", mode));

            (await SendAsync(app, $"X-Tenant-ID: {header}")).IsProblem(400, "TENANT_INVALID");
        }
    }

    [Fact]
    public async Task Headers_that_no_client_would_send_are_refused_too()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));

        (await SendAsync(app, "X-Tenant-ID: a", "X-Tenant-ID: b")).IsProblem(400, "TENANT_INVALID");
        (await SendAsync(app, "X-Tenant-ID: a", "X-Tenant-ID: a")).IsProblem(400, "TENANT_INVALID");
        (await SendAsync(app, "X-Tenant-ID: \u00fc")).IsRefused();
        (await SendAsync(app, "X-Tenant-ID: a\0b")).IsRefused();
        (await SendAsync(app, "X-Tenant-ID:")).IsProblem(400, "TENANT_REQUIRED");
        (await SendAsync(app, "X-Tenant-ID: " + new string('a', 20_000))).IsRefused();
        (await SendAsync(app, "X-Tenant-ID: " + new string('a', 64))).Is(200);
        (await SendAsync(app, "X-Tenant-ID:   a  ")).Is(200);
    }

    [Fact]
    public async Task With_a_claim_the_principal_names_the_tenant()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));
        await app.PutAsync(Some.KnownAccount(), "a");
        var (a, b) = (Principal("tenant", "a"), Principal("tenant", "b"));

        (await app.GetAsync(RunningApp.Account("acme", "context"), a)).Is(200);
        (await app.GetAsync(RunningApp.Account("acme", "context"), a, ("X-Tenant-ID", "a"))).Is(200);
        (await app.GetAsync(RunningApp.Account("acme", "context"), b)).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await app.GetAsync(RunningApp.Account("acme", "context"), b, ("X-Tenant-ID", "a"))).IsProblem(
            403,
            "TENANT_FORBIDDEN"
        );
        (await app.GetAsync(RunningApp.Account("acme", "context"), a, ("X-Tenant-ID", "A"))).IsProblem(
            403,
            "TENANT_FORBIDDEN"
        );
        (await app.GetAsync(RunningApp.Account("acme", "context"), ("X-Tenant-ID", "a"))).IsProblem(
            401,
            "TENANT_REQUIRED"
        );
    }

    [Fact]
    public async Task The_claim_that_counts_is_the_one_of_the_setting()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"), ("Tenancy:ClaimType", "urn:org"));

        (await app.GetAsync(Stats, Principal("urn:org", "a"))).Is(200);
        (await app.GetAsync(Stats, Principal("tenant", "a"))).IsProblem(401, "TENANT_REQUIRED");
        (await app.GetAsync(Stats, Principal("URN:ORG", "a"))).IsProblem(401, "TENANT_REQUIRED");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"a\"")]
    [InlineData("{\"claims\":null}")]
    [InlineData("{\"claims\":{}}")]
    [InlineData("{\"claims\":[]}")]
    [InlineData("{\"claims\":[null]}")]
    [InlineData("{\"claims\":[[]]}")]
    [InlineData("{\"claims\":[{}]}")]
    [InlineData("{\"claims\":[{\"typ\":null,\"val\":null}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\"}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\",\"val\":null}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\",\"val\":\"\"}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\",\"val\":1}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\",\"val\":\"\\ud800\"}]}")]
    [InlineData("{\"claims\":[{\"typ\":1,\"val\":\"a\"}]}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant\",\"val\":\"a\"}")]
    [InlineData("{\"claims\":[{\"typ\":\"tenant \",\"val\":\"a\"}]}")]
    public async Task A_principal_without_a_tenant_is_not_signed_in(string principal)
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));

        (await app.GetAsync(Stats, Forwarded(principal))).IsProblem(401, "TENANT_REQUIRED");
    }

    [Fact]
    public async Task A_principal_that_is_no_principal_at_all_is_not_signed_in()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));
        var good = Principal("tenant", "a").Value;
        byte[] garbled = [.. "{\"claims\":[{\"typ\":\"tenant\",\"val\":\""u8, 0xff, .. "\"}]}"u8];
        string[] forged =
        [
            "not base64!",
            "====",
            good[..^3],
            good + good,
            good + "," + good,
            Convert.ToBase64String(garbled),
            Convert.ToBase64String([0, 1, 2]),
            new string('A', 8_000),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('[', 3_000))),
        ];
        foreach (var value in forged)
        {
            (await app.GetAsync(Stats, ("X-MS-CLIENT-PRINCIPAL", value))).IsProblem(401, "TENANT_REQUIRED");
        }
    }

    [Fact]
    public async Task A_principal_of_a_tenant_that_cannot_be_one_is_refused()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));

        foreach (var tenant in (string[])["a b", "../a", "a~00", "ü", new string('a', 65), "a\u0000"])
        {
            (await app.GetAsync(Stats, Principal("tenant", tenant))).IsProblem(400, "TENANT_INVALID");
        }
    }

    [Fact]
    public async Task A_principal_of_two_tenants_may_see_neither()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Claim"));

        var both = Forwarded("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"tenant","val":"b"}]}""");
        (await app.GetAsync(Stats, both)).IsProblem(403, "TENANT_FORBIDDEN");
        (await app.GetAsync(Stats, both, ("X-Tenant-ID", "a"))).IsProblem(403, "TENANT_FORBIDDEN");
        var twice = Forwarded("""{"claims":[{"typ":"tenant","val":"a"},{"typ":"tenant","val":"a"}]}""");
        (await app.GetAsync(Stats, twice)).Is(200);
    }

    private static (string Name, string Value) Principal(string type, string tenant) =>
        Forwarded(
            System.Text.Json.JsonSerializer.Serialize(
                new
                {
                    auth_typ = "aad",
                    claims = new object[] { new { typ = "name", val = "Kim" }, new { typ = type, val = tenant } },
                }
            )
        );

    private static (string Name, string Value) Forwarded(string principal) =>
        ("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes(principal)));

    private static Task<HttpAnswer> SendAsync(RunningApp app, params string[] headers) =>
        RawCall.SendAsync(app.Address, RawCall.Bytes("GET", Stats, default, headers));
}
