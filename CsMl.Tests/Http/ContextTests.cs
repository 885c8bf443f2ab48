using System.Globalization;
using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;

namespace CsMl.Tests.Http;

public sealed class ContextTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private readonly RunningApp _app = sample.App;

    [Fact]
    public async Task What_was_put_is_what_is_got()
    {
        foreach (var account in Local.Sample.SamplePortfolio.Make(Some.Now).Take(60))
        {
            var route = RunningApp.Account(account.AccountId, "context");
            var json = JsonSerializer.Serialize(account, AccountJson.Default.AccountFacts);

            var put = (await _app.PutAsync(route, json)).Is(200);
            var got = (await _app.GetAsync(route)).Is(200);

            JsonShape.Is(got.Data, Shapes.Facts);
            Assert.Equal(put.Data.GetRawText(), got.Data.GetRawText());
            Assert.Equal(
                json,
                JsonSerializer.Serialize(
                    got.Data.Deserialize(AccountJson.Default.AccountFacts)!,
                    AccountJson.Default.AccountFacts
                )
            );
            Assert.Equal(got.Data.GetRawText(), (await _app.PutAsync(route, got.Data.GetRawText())).Data.GetRawText());
        }
    }

    [Fact]
    public async Task Accounts_of_every_kind_come_back_as_they_were_put()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var facts = RandomAccounts.Make(new Random(seed)) with { AccountId = "random" };
            var json = JsonSerializer.Serialize(facts, AccountJson.Default.AccountFacts);

            (await _app.PutAsync(RunningApp.Account("random", "context"), json)).Is(200);
            var got = (await _app.GetAsync(RunningApp.Account("random", "context"))).Is(200);

            var read = got.Data.Deserialize(AccountJson.Default.AccountFacts)!;
            Assert.Equal(Plain(facts), Plain(read));
        }

        // The CRM's word for the account that a CTA belongs to is the account itself.
        static string Plain(AccountFacts facts) =>
            JsonSerializer.Serialize(
                facts with
                {
                    Ctas = [.. facts.Ctas.Select(c => c with { AccountId = "random" })],
                },
                AccountJson.Default.AccountFacts
            );
    }

    [Fact]
    public async Task The_id_may_stand_in_the_body_where_it_is_that_of_the_route()
    {
        (await _app.PutAsync(RunningApp.Account("77", "context"), """{"accountId":"77","name":"x"}""")).Is(200);
        (await _app.PutAsync(RunningApp.Account("77", "context"), """{"accountId":77,"name":"x"}""")).Is(200);
        (await _app.PutAsync(RunningApp.Account("77", "context"), """{"name":"x"}""")).Is(200);
        (await _app.PutAsync(RunningApp.Account("77", "context"), """{"accountId":"78","name":"x"}""")).IsProblem(
            400,
            "INVALID_REQUEST",
            "accountId"
        );
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=utf8")]
    [InlineData("application/json; charset=US-ASCII")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.api+json")]
    public async Task Json_by_any_of_its_names_is_read(string type)
    {
        (await _app.PutAsync(RunningApp.Account("78", "context"), """{"name":"x"}""", ("Content-Type", type))).Is(200);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, RunningApp.Account("79", "context"))
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"name":"x"}"""u8]),
        };
        (await _app.SendAsync(request)).Is(200);

        using var predict = new HttpRequestMessage(HttpMethod.Post, RunningApp.Account("79", "predict"))
        {
            Content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. """{"predictionType":"CHURN"}"""u8]),
        };
        (await _app.SendAsync(predict)).Is(200);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Facts_of_nearly_5_MiB_are_kept_whole_and_shrink_again()
    {
        var route = RunningApp.Account("large", "context");
        var facts = Large("large", 4_900_000);
        var json = JsonSerializer.Serialize(facts, AccountJson.Default.AccountFacts);
        Assert.InRange(Encoding.UTF8.GetByteCount(json), 4_800_000, 5_100_000);

        (await _app.PutAsync(route, json)).Is(200);
        var got = (await _app.GetAsync(route)).Is(200);
        Assert.Equal(
            json,
            JsonSerializer.Serialize(
                got.Data.Deserialize(AccountJson.Default.AccountFacts)!,
                AccountJson.Default.AccountFacts
            )
        );
        (await _app.PredictAsync("large")).Is(200);
        Assert.True(Rows("large") > 2);

        (
            await _app.PutAsync(
                route,
                JsonSerializer.Serialize(Large("large", 900_000), AccountJson.Default.AccountFacts)
            )
        ).Is(200);
        Assert.InRange((await _app.GetAsync(route)).Data.GetRawText().Length, 700_000, 1_000_000);
        Assert.True((await _app.PredictAsync("large")).At("factsChangedSince").GetBoolean());

        (await _app.PutAsync(route, """{"name":"Small"}""")).Is(200);
        Assert.Equal("Small", (await _app.GetAsync(route)).Text("data.name"));
        Assert.Equal(1, Rows("large"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task More_than_5_MiB_are_refused_and_change_nothing()
    {
        var route = RunningApp.Account("toolarge", "context");
        (await _app.PutAsync(route, """{"name":"Before"}""")).Is(200);

        var over = "{\"name\":\"After\"}" + new string(' ', 5 * 1024 * 1024);
        (await _app.PutAsync(route, over)).IsProblem(413, "BODY_TOO_LARGE");
        using var chunked = new HttpRequestMessage(HttpMethod.Put, route) { Content = new StringContent(over) };
        chunked.Content.Headers.ContentType = new("application/json");
        chunked.Headers.TransferEncodingChunked = true;
        (await _app.SendAsync(chunked)).IsProblem(413, "BODY_TOO_LARGE");

        Assert.Equal("Before", (await _app.GetAsync(route)).Text("data.name"));
        (await _app.PutAsync(route, "{\"name\":\"Just\"}" + new string(' ', 5 * 1024 * 1024 - 15))).Is(200);
    }

    [Fact]
    public async Task Facts_that_will_not_fit_even_compressed_are_refused_for_what_they_are()
    {
        var route = RunningApp.Account("noise", "context");
        var noise = Large("noise", 4_900_000, random: true);

        var answer = await _app.PutAsync(route, JsonSerializer.Serialize(noise, AccountJson.Default.AccountFacts));

        answer.IsProblem(413, "BODY_TOO_LARGE");
        Assert.DoesNotContain("5242880", answer.Body, StringComparison.Ordinal);
        (await _app.GetAsync(route)).IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    private int Rows(string accountId) =>
        _app.Dump()
            .Count(row =>
                row.StartsWith("accounts default~", StringComparison.Ordinal)
                && row.Contains($" {accountId}~", StringComparison.Ordinal)
            );

    private static AccountFacts Large(string id, int bytes, bool random = false)
    {
        var source = new Random(1);
        return Some.Account(id) with
        {
            Activities =
            [
                .. Enumerable
                    .Range(0, bytes / (random ? 1_000 : 170))
                    .Select(i => new Activity(
                        i.ToString(CultureInfo.InvariantCulture),
                        "EMAIL",
                        Some.DaysAgo(i % 700),
                        null,
                        null,
                        random
                            ? Noise(source)
                            : $"Subject {source.Next()} of the many that there were, told at some length"
                    )),
            ],
        };
    }

    private static string Noise(Random source)
    {
        var bytes = new byte[660];
        source.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
