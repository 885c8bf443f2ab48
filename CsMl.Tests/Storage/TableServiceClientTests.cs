using System.Net;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace CsMl.Tests.Storage;

/// <summary>
/// What the app relies on in <c>Azure.Data.Tables</c>, whichever flavour it comes from: the real package, or the
/// stand-in.
/// </summary>
public sealed class TableServiceClientTests
{
    [Fact]
    public void The_emulators_connection_string_leads_to_the_emulator()
    {
        var service = new TableServiceClient("UseDevelopmentStorage=true");

        Assert.Equal("devstoreaccount1", service.AccountName);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", service.Uri.ToString().TrimEnd('/'));
    }

    [Fact]
    public void An_accounts_connection_string_leads_to_its_tables()
    {
        var service = new TableServiceClient(
            "DefaultEndpointsProtocol=https;AccountName=csml;AccountKey=a2V5PQ==;EndpointSuffix=core.windows.net"
        );

        Assert.Equal("csml", service.AccountName);
        Assert.Equal("https://csml.table.core.windows.net", service.Uri.ToString().TrimEnd('/'));
    }

    [Fact]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        foreach (var text in (string[])["s3cret", "AccountName=csml", "AccountKey=s3cret", "AccountName=csml;s3cret"])
        {
            var refusal = Assert.ThrowsAny<Exception>(() => new TableServiceClient(text));

            Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_is_asked_for_storage_and_sent()
    {
        var answers = new Answers(HttpStatusCode.NotFound, "{}");
        var credential = new FixedToken();
        using var client = new HttpClient(answers);
        var options = new TableClientOptions { Transport = new HttpClientTransport(client) };
        var service = new TableServiceClient(new Uri("https://csml.table.core.windows.net"), credential, options);

        var answer = await service.GetTableClient("results").GetEntityIfExistsAsync<TableEntity>("p", "x");

        Assert.False(answer.HasValue);
        Assert.Equal("Bearer token", answers.Authorization);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task Properties_keep_their_types()
    {
        const string json = """
            {"odata.metadata":"m","odata.etag":"W/\"datetime'2026-01-01'\"","PartitionKey":"p","RowKey":"x",
             "Timestamp":"2026-01-01T00:00:00Z","Text":"t","Whole":1,"Flag":true,"Fraction":0.5,
             "Long@odata.type":"Edm.Int64","Long":"5000000000","Id@odata.type":"Edm.Guid",
             "Id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","Bytes@odata.type":"Edm.Binary","Bytes":"AQI=",
             "When@odata.type":"Edm.DateTime","When":"2026-02-03T04:05:06Z"}
            """;
        var answers = new Answers(HttpStatusCode.OK, json);
        using var client = new HttpClient(answers);
        var options = new TableClientOptions { Transport = new HttpClientTransport(client) };
        var service = new TableServiceClient(new Uri("https://csml.table.core.windows.net"), new FixedToken(), options);

        var entity = (await service.GetTableClient("results").GetEntityAsync<TableEntity>("p", "x")).Value;

        Assert.Equal(new ETag("W/\"datetime'2026-01-01'\""), entity.ETag);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), entity.Timestamp);
        Assert.Equal("t", entity.GetString("Text"));
        Assert.Equal(1, entity.GetInt32("Whole"));
        Assert.True(entity.GetBoolean("Flag"));
        Assert.Equal(0.5, entity.GetDouble("Fraction"));
        Assert.Equal(5_000_000_000, entity.GetInt64("Long"));
        Assert.Equal(new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), entity.GetGuid("Id"));
        Assert.Equal([1, 2], entity.GetBinary("Bytes")!);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), entity.GetDateTimeOffset("When"));
        Assert.Null(entity.GetString("Absent"));
        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("Text"));
    }

    [Fact]
    public void A_filter_quotes_what_is_put_into_it()
    {
        var name = "O'Neil' or 'a' eq 'a";

        Assert.Equal(
            "PartitionKey eq 'O''Neil'' or ''a'' eq ''a' and N lt 5 and Flag eq true",
            TableClient.CreateQueryFilter($"PartitionKey eq {name} and N lt {5} and Flag eq {true}")
        );
    }

    [Fact]
    public void A_failed_transaction_names_the_action_that_failed()
    {
        var named = new RequestFailedException(
            409,
            "12:The specified entity already exists.",
            "EntityAlreadyExists",
            null
        );
        var unnamed = new RequestFailedException(413, "The body is too large.");

        Assert.Equal(12, new TableTransactionFailedException(named).FailedTransactionActionIndex);
        Assert.Null(new TableTransactionFailedException(unnamed).FailedTransactionActionIndex);
    }

    private sealed class Answers(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(
                new HttpResponseMessage(status)
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"),
                    RequestMessage = request,
                }
            );
        }
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
