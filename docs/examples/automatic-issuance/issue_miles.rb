# frozen_string_literal: true

# Issue miles from a shop's server, in Ruby 2.7 or newer without any gem.
#
#     ruby issue_miles.rb CAMPAIGN KEY ADDRESS MILES UNIQUE_ID          sends the call
#     ruby issue_miles.rb --tag CAMPAIGN KEY ADDRESS MILES UNIQUE_ID    prints the page tag
#
# NETMILE_URL, NETMILE_MERCHANT, NETMILE_KEY_ID and NETMILE_SECRET come from the environment.

require 'base64'
require 'erb'
require 'json'
require 'net/http'
require 'openssl'
require 'securerandom'

MERCHANT = ENV.fetch('NETMILE_MERCHANT')
ADDRESS = URI("#{ENV.fetch('NETMILE_URL').chomp('/')}/v1/automatic/#{ERB::Util.url_encode(MERCHANT)}")
ATTEMPTS = 4

# Base64url without padding.
def text(data)
  Base64.urlsafe_encode64(data, padding: false)
end

# JWE in compact form, `dir` with `A256GCM`. The nonce is random and never used twice under one key.
def encrypt(content)
  header = text(JSON.generate(alg: 'dir', enc: 'A256GCM', kid: ENV.fetch('NETMILE_KEY_ID')))
  nonce = SecureRandom.random_bytes(12)
  cipher = OpenSSL::Cipher.new('aes-256-gcm').encrypt
  cipher.key = Base64.urlsafe_decode64(ENV.fetch('NETMILE_SECRET'))
  cipher.iv = nonce
  cipher.auth_data = header
  sealed = cipher.update(content) + cipher.final
  [header, '', text(nonce), text(sealed), text(cipher.auth_tag)].join('.')
end

def parameter(order)
  campaign, key, address, miles, unique_id = order
  encrypt(JSON.generate(merchant_id: MERCHANT, campaign_id: campaign, key: key, address: address,
                        miles: Integer(miles, 10), unique_id: unique_id, time: Time.now.to_i))
end

def tag(order)
  %(<img src="#{ADDRESS}/tag.gif?parameter=#{parameter(order)}" width="1" height="1" alt="">)
end

def post(order)
  Net::HTTP.start(ADDRESS.host, ADDRESS.port, use_ssl: ADDRESS.scheme == 'https', read_timeout: 30) do |connection|
    body = JSON.generate(parameter: parameter(order))
    connection.post(ADDRESS.path, body, 'Content-Type' => 'application/json')
  end
rescue SystemCallError, IOError, Timeout::Error, OpenSSL::SSL::SSLError
  nil
end

# Return the portal's answer. The unique ID makes it safe to send again, each time with the present time.
def deliver(order)
  (1..ATTEMPTS).each do |attempt|
    reply = post(order)
    status = reply ? reply.code.to_i : 0
    answer = JSON.parse(reply.body) if status == 200
    return answer if answer && (answer['code'] != '20012' || attempt == ATTEMPTS)
    if attempt == ATTEMPTS || (status.between?(400, 499) && status != 429)
      raise "the portal answered with status #{status}"
    end

    sleep((reply && reply['Retry-After'] || 2**attempt).to_i)
  end
end

if ARGV[0] == '--tag'
  puts tag(ARGV[1, 5])
else
  answer = deliver(ARGV[0, 5])
  puts JSON.generate(answer)
  exit(answer['issued'])
end
